"""Readers' own lists."""
