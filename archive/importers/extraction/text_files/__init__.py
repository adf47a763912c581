"""The text of files that are no web pages: PDF, Word, e-mail."""
