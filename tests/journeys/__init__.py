"""Readers and editors at work, in a real browser, on the served site."""
