"""Every change with a meaning: validates, saves, records, tells the index."""

from ._corrections import correct
from ._editing import created, edited
from ._publishing import discard, publish, send_back, submit, withdraw
from ._revisions import canonical, record, state
from ._roles import RIGHTS, STATES, EditorialError, check, may

__all__ = [
    "RIGHTS",
    "STATES",
    "EditorialError",
    "canonical",
    "check",
    "correct",
    "created",
    "discard",
    "edited",
    "may",
    "publish",
    "record",
    "send_back",
    "state",
    "submit",
    "withdraw",
]
