"""Styles and locales of CSL, as they are read from their files."""
