"""What an operator sees: runs of commands, fixity of files, the state of the site."""

from ._command_runs import record_run
from ._file_checks import FIXITY_DAYS, FileFixity, check_files, describe_fixity
from ._site_status import StatusLine, read_status

__all__ = [
    "FIXITY_DAYS",
    "FileFixity",
    "StatusLine",
    "check_files",
    "describe_fixity",
    "read_status",
    "record_run",
]
