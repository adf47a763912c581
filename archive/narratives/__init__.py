"""Narratives as readers see them: steps whose entry is public, in order."""

from ._narrative_strips import NarrativeStrip, find_narratives_in_span
from ._public_narratives import (
    PublicNarrative,
    PublicStep,
    find_narratives_with,
    load_public_narratives,
    preview_narrative,
)

__all__ = [
    "NarrativeStrip",
    "PublicNarrative",
    "PublicStep",
    "find_narratives_in_span",
    "find_narratives_with",
    "load_public_narratives",
    "preview_narrative",
]
