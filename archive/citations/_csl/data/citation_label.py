"""The label of a work whose data has none: `Ferr78`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .date_values import read_date

# Letters of each name, for one, two, three, four and more names.
_LETTERS = ((4,), (2, 2), (2, 1, 1), (1, 1, 1, 1))


def write_citation_label(item: Mapping[str, Any]) -> str:
    """Letters of the first four names and two digits of the year, as citeproc-js."""
    people = next(filter(None, map(item.get, ("author", "editor", "translator"))), ())
    names = [str(one.get("family") or one.get("literal") or "") for one in people[:4]]
    if not names:
        return ""
    words = ["".join(filter(str.isalpha, _last_word(name))) for name in names]
    letters = "".join(
        word[:1].upper() + word[1:count]
        for word, count in zip(words, _LETTERS[len(names) - 1], strict=True)
    )
    ends = read_date(item.get("issued") or {}).ends
    return letters + (str(ends[0][0])[-2:] if ends else "")


def _last_word(name: str) -> str:
    """A family name without the small words before it."""
    words = [word for word in name.split() if word[:1].isupper()]
    return words[0] if words else name
