"""What kept files say, however they are packed: gzip, ZIP, WARC, mails, PDF."""

from ._unpacking import UnreadablePart, has_words, read_texts

__all__ = ["UnreadablePart", "has_words", "read_texts"]
