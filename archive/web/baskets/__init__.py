"""Baskets: readers' own lists of entries."""
