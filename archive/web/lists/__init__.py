"""Lists of entries: their rows, filters and pages, by kind and by tag."""
