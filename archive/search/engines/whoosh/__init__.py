"""The engine on whoosh, whose files are read as arrays."""

from .backend import WhooshEngine

__all__ = ["WhooshEngine"]
