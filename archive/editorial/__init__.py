"""Every change with a meaning: validates, saves, records, tells the index."""

from ._publishing import EditorialError, publish, submit, withdraw
from ._revisions import record, state

__all__ = ["EditorialError", "publish", "record", "state", "submit", "withdraw"]
