"""What accounts of the desk log in with, and what they may do."""

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
    record_staff_event,
)

__all__ = [
    "COMPULSORY_ROLES",
    "SessionDetails",
    "WrongFactorError",
    "add_authenticator_app",
    "add_passkey",
    "delete_expired_sessions",
    "describe_staff_event",
    "end_session",
    "end_sessions",
    "find_breaks_in_staff_log",
    "find_totp_step",
    "has_second_factor",
    "list_second_factors",
    "list_sessions",
    "must_have_second_factor",
    "name_document",
    "record_failed_login",
    "record_reading",
    "record_reading_withheld",
    "record_staff_event",
    "remove_second_factor",
    "renew_recovery_codes",
    "reset_second_factors",
    "use_code",
]
