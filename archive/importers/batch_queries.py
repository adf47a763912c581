"""Queries of a batch: one a line, or the first column of a table."""

from __future__ import annotations

import csv
import io

from django.utils.translation import gettext as _

from .articles.draft import ImportProblem
from .articles.text_decoding import decode_text

CSV_SEPARATORS = ",;\t"
QUERY_HEADING = "query"  # the first column of the archive's own tables


def split_queries(text: str) -> list[str]:
    """The lines of a text, without surrounding space; empty ones stay as ""."""
    return [_clean_query(line) for line in text.splitlines()]


def read_query_file(name: str, content: bytes) -> tuple[list[str], bool]:
    """The queries of a file, empty ones as "", and whether its encoding is certain.

    UTF-8 and UTF-16 are certain. The file is a table if its name ends in `.csv`: then
    the queries are its first column, without a heading `query`. Its separator is the
    most frequent one in the first line. Raises `ImportProblem`.
    """
    text, _notes, is_sure = decode_text(content)
    if not name.lower().endswith(".csv"):
        return split_queries(text), is_sure
    first = text.partition("\n")[0]
    separator = max(CSV_SEPARATORS, key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise ImportProblem(_("The file isn't valid CSV.")) from error
    cells = [_clean_query(row[0]) if row else "" for row in rows]
    if cells and cells[0].casefold() == QUERY_HEADING:
        cells[0] = ""
    return cells, is_sure


def _clean_query(text: str) -> str:
    """Without control characters, which databases and URLs refuse."""
    printable = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(printable.split())
