"""Tests of the import of articles from text files."""
