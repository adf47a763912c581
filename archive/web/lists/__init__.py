"""Lists of entries: rows, filters and page links; by kind and by tag."""
