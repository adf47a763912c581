"""Every change with a meaning: validates, saves, records, tells the index."""

from ._corrections import correct
from ._curating import Addition, Reading, curate
from ._duplicates import duplicates
from ._editing import created, edited
from ._publishing import discard, publish, rehearse, send_back, submit, withdraw
from ._revisions import canonical, history, record, state
from ._roles import RIGHTS, STATES, EditorialError, check, may
from ._undoing import Undone, undo
from ._verifying import CHECKS, Finding
from ._vocabulary import vocabulary_changed

__all__ = [
    "CHECKS",
    "RIGHTS",
    "STATES",
    "Addition",
    "EditorialError",
    "Finding",
    "Reading",
    "Undone",
    "canonical",
    "check",
    "correct",
    "created",
    "curate",
    "discard",
    "duplicates",
    "edited",
    "history",
    "may",
    "publish",
    "record",
    "rehearse",
    "send_back",
    "state",
    "submit",
    "undo",
    "vocabulary_changed",
    "withdraw",
]
