"""Filters of templates: words for the values that records hold."""
