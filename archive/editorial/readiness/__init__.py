"""Whether an entry is ready for readers: what it leaves out, and what it takes over."""

from ._copied_words import refuse_copied_words
from ._missing_statements import find_early_evidence, list_missing_statements

__all__ = ["find_early_evidence", "list_missing_statements", "refuse_copied_words"]
