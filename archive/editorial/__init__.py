"""The editorial verbs: each checks rights, changes records, writes a revision and fills
the outbox, in one transaction."""

from ._captures import add_capture, set_capture_audience, set_original_audience
from ._curation import Addition, Emendation, curate_entries
from ._duplicates import find_duplicates
from ._entry_content import describe_entry
from ._error_reports import TooManyReports, answer_report, report_error, take_up_report
from ._import_undo import UndoneRun, undo_import_run
from ._integrity_checks import INTEGRITY_CHECKS, IntegrityFinding
from ._missing_statements import find_early_evidence, list_missing_statements
from ._revisions import list_revisions, record_revision, write_canonical_json
from ._rights import (
    RIGHTS,
    TRANSITIONS,
    EditorialError,
    Publishable,
    has_right,
    require_right,
)
from ._vocabulary import follow_vocabulary_change, merge_regions, recode_region
from ._workflow import (
    correct,
    discard,
    publish,
    publish_preview,
    record_creation,
    record_edit,
    send_back,
    submit,
    withdraw,
)
from .redaction import (
    WordPlace,
    ask_erasure,
    clean_after_erasures,
    confirm_erasure,
    describe_erasures,
    find_words,
    redact_words,
    restore_words,
)

__all__ = [
    "INTEGRITY_CHECKS",
    "RIGHTS",
    "TRANSITIONS",
    "Addition",
    "EditorialError",
    "Emendation",
    "IntegrityFinding",
    "Publishable",
    "TooManyReports",
    "UndoneRun",
    "WordPlace",
    "add_capture",
    "answer_report",
    "ask_erasure",
    "clean_after_erasures",
    "confirm_erasure",
    "correct",
    "curate_entries",
    "describe_entry",
    "describe_erasures",
    "discard",
    "find_duplicates",
    "find_early_evidence",
    "find_words",
    "follow_vocabulary_change",
    "has_right",
    "list_missing_statements",
    "list_revisions",
    "merge_regions",
    "publish",
    "publish_preview",
    "recode_region",
    "record_creation",
    "record_edit",
    "record_revision",
    "redact_words",
    "report_error",
    "require_right",
    "restore_words",
    "send_back",
    "set_capture_audience",
    "set_original_audience",
    "submit",
    "take_up_report",
    "undo_import_run",
    "withdraw",
    "write_canonical_json",
]
