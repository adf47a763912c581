"""Entries: articles, photos, sources and events, and the rows that belong to them."""
