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

__all__ = [
    "COMPULSORY_ROLES",
    "SessionDetails",
    "WrongFactorError",
    "add_authenticator_app",
    "add_passkey",
    "delete_expired_sessions",
    "end_session",
    "end_sessions",
    "find_totp_step",
    "has_second_factor",
    "list_second_factors",
    "list_sessions",
    "must_have_second_factor",
    "remove_second_factor",
    "renew_recovery_codes",
    "reset_second_factors",
    "use_code",
]
