"""Haystack as its users know it, beyond one module."""
