"""Searching as a whole: queries, engines, index."""
