"""Citations of a document, as its author places them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cite:
    """A work in a citation. `position` is CSL's: first, subsequent, ibid,
    ibid-with-locator; `first_note` is the number of the note that cited it first.
    """

    id: str
    locator: str = ""
    label: str = "page"
    prefix: str = ""
    suffix: str = ""
    position: str = "first"
    is_near: bool = False
    first_note: str = ""
    hides_author: bool = False
    is_author_only: bool = False


@dataclass(frozen=True)
class CitationCluster:
    """Works cited at one place; `note` is the number of the note, 0 in the text."""

    cites: tuple[Cite, ...]
    note: int = 0
