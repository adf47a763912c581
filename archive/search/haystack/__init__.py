"""Haystack's own ways into the index: its engines, queries, results and counts."""
