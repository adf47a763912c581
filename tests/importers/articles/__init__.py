"""Tests of articles that come in from pages and plain text."""
