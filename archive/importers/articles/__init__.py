"""Newspaper articles from text files: decoded, laid out, saved as drafts."""
