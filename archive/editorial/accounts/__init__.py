"""What accounts of the desk log in with, and what they may do."""

from ._account_checks import find_unlogged_changes, note_account
from ._fingerprints import fingerprint_password
from ._roles import (
    change_roles,
    confirm_role,
    confirm_role_alone,
    has_other_administrator,
    refuse_role,
)
from ._second_factors import (
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
from ._sessions import (
    SessionDetails,
    delete_expired_sessions,
    end_session,
    end_sessions,
    list_sessions,
)
from ._staff_log import (
    describe_staff_event,
    find_breaks_in_staff_log,
    name_document,
    record_failed_login,
    record_reading,
    record_reading_withheld,
    record_refusal,
    record_staff_event,
)

__all__ = [
    "COMPULSORY_ROLES",
    "SessionDetails",
    "WrongFactorError",
    "add_authenticator_app",
    "add_passkey",
    "change_roles",
    "confirm_role",
    "confirm_role_alone",
    "delete_expired_sessions",
    "describe_staff_event",
    "end_session",
    "end_sessions",
    "find_breaks_in_staff_log",
    "find_totp_step",
    "find_unlogged_changes",
    "fingerprint_password",
    "has_other_administrator",
    "has_second_factor",
    "list_second_factors",
    "list_sessions",
    "must_have_second_factor",
    "name_document",
    "note_account",
    "record_failed_login",
    "record_reading",
    "record_reading_withheld",
    "record_refusal",
    "record_staff_event",
    "refuse_role",
    "remove_second_factor",
    "renew_recovery_codes",
    "reset_second_factors",
    "use_code",
]
