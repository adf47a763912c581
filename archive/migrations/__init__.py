"""The database, step by step: linear, and named by hand."""
