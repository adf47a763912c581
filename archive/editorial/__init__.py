"""Every change with a meaning: validates, saves, records, tells the index."""

from ._captures import capture, open_capture
from ._curation import Addition, Reading, curate
from ._duplicates import duplicates
from ._entry_content import describe_entry
from ._error_reports import TooManyReports, answer_report, report, take_up
from ._import_undo import Undone, undo
from ._integrity_checks import CHECKS, Finding
from ._revisions import canonical, history, record
from ._rights import RIGHTS, TRANSITIONS, Document, EditorialError, check, may
from ._vocabulary import merge_regions, recode_region, vocabulary_changed
from ._workflow import (
    correct,
    created,
    discard,
    edited,
    publish,
    rehearse,
    send_back,
    submit,
    withdraw,
)

__all__ = [
    "CHECKS",
    "RIGHTS",
    "TRANSITIONS",
    "Addition",
    "Document",
    "EditorialError",
    "Finding",
    "Reading",
    "TooManyReports",
    "Undone",
    "answer_report",
    "canonical",
    "capture",
    "check",
    "correct",
    "created",
    "curate",
    "describe_entry",
    "discard",
    "duplicates",
    "edited",
    "history",
    "may",
    "merge_regions",
    "open_capture",
    "publish",
    "recode_region",
    "record",
    "rehearse",
    "report",
    "send_back",
    "submit",
    "take_up",
    "undo",
    "vocabulary_changed",
    "withdraw",
]
