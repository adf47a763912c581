"""Backups: every model, every byte, all or nothing."""
