"""Vocabularies: regions, tags and outlets, with their names."""
