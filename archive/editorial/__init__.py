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
from .accounts import (
    COMPULSORY_ROLES,
    WrongFactorError,
    add_authenticator_app,
    add_passkey,
    find_totp_step,
    has_second_factor,
    list_second_factors,
    must_have_second_factor,
    remove_second_factor,
    renew_recovery_codes,
    reset_second_factors,
    use_code,
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
    "COMPULSORY_ROLES",
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
    "WrongFactorError",
    "add_authenticator_app",
    "add_capture",
    "add_passkey",
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
    "find_totp_step",
    "find_words",
    "follow_vocabulary_change",
    "has_right",
    "has_second_factor",
    "list_missing_statements",
    "list_revisions",
    "list_second_factors",
    "merge_regions",
    "must_have_second_factor",
    "publish",
    "publish_preview",
    "recode_region",
    "record_creation",
    "record_edit",
    "record_revision",
    "redact_words",
    "remove_second_factor",
    "renew_recovery_codes",
    "report_error",
    "require_right",
    "reset_second_factors",
    "restore_words",
    "send_back",
    "set_capture_audience",
    "set_original_audience",
    "submit",
    "take_up_report",
    "undo_import_run",
    "use_code",
    "withdraw",
    "write_canonical_json",
]
