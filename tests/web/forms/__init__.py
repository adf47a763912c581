"""Tests of what the forms of all pages share."""
