"""Whether an entry is ready for readers: what it leaves out, and what it takes over."""

from ._cited_drafts import list_cited_drafts, refuse_cited_drafts
from ._copied_words import refuse_copied_words
from ._event_dates import find_early_evidence
from ._missing_statements import list_missing_statements
from ._quotations import list_altered_quotations

__all__ = [
    "find_early_evidence",
    "list_altered_quotations",
    "list_cited_drafts",
    "list_missing_statements",
    "refuse_cited_drafts",
    "refuse_copied_words",
]
