"""Writes whoosh's files: documents into segments, each commit durable."""
