"""Entries: articles, photos, sources and events, and what hangs on them."""
