"""The public log of corrections, and readers' reports of errors."""
