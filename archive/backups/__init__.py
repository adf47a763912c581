"""Backups: a folder from which the whole archive comes back."""

from ._backed_up_models import LEFT_OUT_MODELS, list_backed_up_models
from ._backup import write_backup
from ._bag import BackupError, check_bag
from ._contents import FORMAT, BackupContents, read_contents
from ._media import DamagedMediaError
from ._restore import count_replaced_rows, restore_backup

__all__ = [
    "FORMAT",
    "LEFT_OUT_MODELS",
    "BackupContents",
    "BackupError",
    "DamagedMediaError",
    "check_bag",
    "count_replaced_rows",
    "list_backed_up_models",
    "read_contents",
    "restore_backup",
    "write_backup",
]
