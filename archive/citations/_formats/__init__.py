"""Formats of files and page heads that reference managers read."""
