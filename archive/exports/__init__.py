"""Entries as files: one registry by suffix."""

from . import document, linked, plain, references
from .registry import FORMATS, Format

__all__ = ["FORMATS", "Format", "document", "linked", "plain", "references"]
