"""The engine on whoosh, whose files are read as arrays."""

from .backend import READER, Unreadable, WhooshEngine, WhooshSearchBackend

__all__ = ["READER", "Unreadable", "WhooshEngine", "WhooshSearchBackend"]
