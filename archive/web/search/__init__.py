"""The search page, search results as files, and batch searches."""
