"""Runs of imports, and undoing one."""
