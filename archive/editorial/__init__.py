"""Every change with a meaning: validates, saves, records, tells the index."""

from ._captures import capture, open_capture
from ._corrections import correct
from ._curation import Addition, Reading, curate
from ._duplicates import duplicates
from ._editing import created, edited
from ._error_reports import TooManyReports, answer_report, report, take_up
from ._import_undo import Undone, undo
from ._integrity_checks import CHECKS, Finding
from ._narratives import (
    correct_narrative,
    discard_narrative,
    narrative_created,
    narrative_edited,
    narrative_history,
    narrative_state,
    publish_narrative,
    send_back_narrative,
    submit_narrative,
    withdraw_narrative,
)
from ._regions import merge_regions, recode_region
from ._revision_chain import canonical
from ._revisions import history, record, state
from ._rights import RIGHTS, STATES, EditorialError, check, may
from ._vocabulary import vocabulary_changed
from ._workflow import discard, publish, rehearse, send_back, submit, withdraw

__all__ = [
    "CHECKS",
    "RIGHTS",
    "STATES",
    "Addition",
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
    "correct_narrative",
    "created",
    "curate",
    "discard",
    "discard_narrative",
    "duplicates",
    "edited",
    "history",
    "may",
    "merge_regions",
    "narrative_created",
    "narrative_edited",
    "narrative_history",
    "narrative_state",
    "open_capture",
    "publish",
    "publish_narrative",
    "recode_region",
    "record",
    "rehearse",
    "report",
    "send_back",
    "send_back_narrative",
    "state",
    "submit",
    "submit_narrative",
    "take_up",
    "undo",
    "vocabulary_changed",
    "withdraw",
    "withdraw_narrative",
]
