"""Entries that are there twice, side by side."""
