"""Public versions of an entry: as they were, what changed, that none was altered."""

from ._chain import head, holds
from ._comparing import Change, changes, standing
from ._public import Version, version, version_at, versions
from ._record import digest, record
from ._then import Cited, Then, then

__all__ = [
    "Change",
    "Cited",
    "Then",
    "Version",
    "changes",
    "digest",
    "head",
    "holds",
    "record",
    "standing",
    "then",
    "version",
    "version_at",
    "versions",
]
