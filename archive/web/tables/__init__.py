"""Entries as a table of numbers, each of which leads to the list behind it."""
