"""Public versions of an entry: as they were, what changed, that none was altered."""

from ._chain import head, holds
from ._comparing import Change, changes, standing
from ._public import Version, version, version_at, versions
from ._record import digest, record
from ._texts import Said, texts
from ._then import Cited, Then, then

__all__ = [
    "Change",
    "Cited",
    "Said",
    "Then",
    "Version",
    "changes",
    "digest",
    "head",
    "holds",
    "record",
    "standing",
    "texts",
    "then",
    "version",
    "version_at",
    "versions",
]
