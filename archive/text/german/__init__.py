"""German word forms: the parts of compounds, and the bases of irregular forms."""

from ._compounds import compound_parts
from ._lemmas import (
    VERB_PREFIXES,
    find_base_forms,
    find_participle,
    find_regular_base,
    find_verb_of_action,
)

__all__ = [
    "VERB_PREFIXES",
    "compound_parts",
    "find_base_forms",
    "find_participle",
    "find_regular_base",
    "find_verb_of_action",
]
