"""Every change with a meaning: validates, saves, records, tells the index."""

from ._capturing import capture, open_capture
from ._chain import canonical
from ._corrections import correct
from ._curating import Addition, Reading, curate
from ._duplicates import duplicates
from ._editing import created, edited
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
from ._publishing import discard, publish, rehearse, send_back, submit, withdraw
from ._regions import merge_regions, recode_region
from ._reporting import TooManyReports, answer_report, report, take_up
from ._revisions import history, record, state
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
