"""Withholding authors: a byline's words also go from the rows with parts of names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from archive.models import Author
from archive.models.entries.author import NAME_COLUMNS
from archive.text.author_names import AuthorName, display_name

AUTHOR_NAME = "author.name"  # all parts in one text, for `replace`
# A redaction that is limited to one of these fields reaches the rows too.
BYLINES = ("byline", "creator", "credit_line")

Replace = Callable[[str, str, str], str]  # field, anchor and text → text


def withhold_author(row: Mapping[str, Any], replace: Replace) -> dict[str, str]:
    """The columns of an author's row that change where the name is withheld: the whole
    name, with the replacement, stays in the column of the family name, for the parts
    of what is left are not known. Empty where nothing is withheld."""
    name = _read_name(row)
    before = display_name(name)
    after = replace(AUTHOR_NAME, "", before)
    if after == before:
        return {}
    whole = "literal" if row.get("literal") else "family"
    changed = dict.fromkeys(NAME_COLUMNS, "") | {whole: after}
    return {column: text for column, text in changed.items() if row[column] != text}


def replace_in_name(name: str, pattern: re.Pattern[str], words: str, by: str) -> str:
    """A name with the words replaced, in whichever order and case they name it.

    The whole name goes where the words contain it (*Dr. Anna Muster* that of *Anna
    Muster*) or have its last word (*A. Muster*): a name too many is withheld rather
    than one too few.
    """
    if pattern.search(name):
        return pattern.sub(lambda _match: by, name)
    said, given = name.casefold(), words.casefold()
    tokens, of_words = _split_words(said), _split_words(given)
    is_named = said in given or tokens <= of_words
    is_family_named = len(tokens) > 1 and _list_words(said)[-1] in of_words
    is_in_other_order = len(of_words) > 1 and of_words <= tokens
    return by if is_named or is_family_named or is_in_other_order else name


def find_in_author(author: Author, pattern: re.Pattern[str]) -> str:
    """The column where a name has the words only when its parts are joined; "" where
    it has none."""
    family, given = author.family, author.given
    joined = (str(author), f"{family}, {given}", f"{family} {given}")
    in_one = any(pattern.search(getattr(author, column)) for column in NAME_COLUMNS)
    is_found = not in_one and any(pattern.search(text) for text in joined)
    return "family" if is_found else ""


def _read_name(row: Mapping[str, Any]) -> AuthorName:
    return Author(**{column: row.get(column) or "" for column in NAME_COLUMNS}).name


def _list_words(text: str) -> list[str]:
    return re.findall(r"[\w'’-]+", text)


def _split_words(text: str) -> set[str]:
    return set(_list_words(text))
