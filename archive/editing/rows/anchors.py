"""Permanent anchors of passages and captions: a new one is higher than all before."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import QuerySet

from archive.editorial import list_revisions
from archive.models import Entry, Passage, Placement


def find_next_anchor(letter: str, article: Entry, rows: QuerySet[Any]) -> str:
    """The first anchor number after all in use or in the entry's history.

    One query for the rows and one for the last revision, which still has the anchors of
    deleted rows.
    """
    used = [*rows.values_list("anchor", flat=True)]
    for state in list_revisions(article).values_list("state", flat=True):
        used += re.findall(rf'"anchor":"({letter}\d+)"', state)
    numbers = [int(a[1:]) for a in used if re.fullmatch(rf"{letter}\d+", a)]
    return f"{letter}{max(numbers, default=0) + 1}"


def place_at_end(row: Passage | Placement, letter: str, article: Entry) -> None:
    """Give a new row its anchor, and the last position unless one was typed."""
    rows = type(row)._default_manager.filter(article=article.pk)
    last = rows.order_by("position").values_list("position", flat=True).last()
    row.anchor = find_next_anchor(letter, article, rows)
    row.position = row.position or (last or 0) + 1
