"""The index on disk: what it holds of each entry, who writes it, how it is rebuilt."""
