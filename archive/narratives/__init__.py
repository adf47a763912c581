"""Narratives as readers see them: steps whose entry is public, in order."""

from ._strips import Strip, strips
from ._telling import Step, Told, narratives_with, told, working

__all__ = ["Step", "Strip", "Told", "narratives_with", "strips", "told", "working"]
