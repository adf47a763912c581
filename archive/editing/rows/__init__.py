"""The rows of an entry's form: authors, passages, captions, ties to other records."""
