"""Imports: articles, captures, curation files, vocabularies, the demonstration."""
