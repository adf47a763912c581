"""Reads bibliographies: RIS, BibTeX and CSL-JSON, entry by entry."""

from .read_bibliography import BIBLIOGRAPHY_TYPES, read_bibliography

__all__ = ["BIBLIOGRAPHY_TYPES", "read_bibliography"]
