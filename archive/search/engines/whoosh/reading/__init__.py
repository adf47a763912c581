"""Reads whoosh's files as arrays, and answers from them."""
