"""Baskets: readers' lists of entries, in an address or kept behind a short one.

A list is its ids in order, a note beside each, and a title. Changing one makes another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.crypto import salted_hmac

from archive.models import Basket, Entry
from archive.text import idcodes

MOST = 5_000  # entries of a list
MOST_JOINED = 10  # lists that are read into another
LONGEST_NOTE = 500
LONGEST_TITLE = 200
LONGEST_GIVEN = 40  # characters kept of what is no id
IN_ADDRESS = 200  # entries that an address carries
LONGEST_ADDRESS = 8_000  # characters; browsers and mail cut longer ones
MOST_BYTES = 500_000_000  # of all kept lists
MOST_A_DAY = 2_000  # new lists of all readers together
_PARTED = re.compile(r"[\s,;<>\"'()\[\]{}|]+")
_IN_ADDRESS = re.compile(
    r"/entries/([^/?#.\s]+)|/(?:article|photo|source|event)s/([^/?#]+)"
)
_BASKET = re.compile(r"/basket/(?:(?P<key>[0-9a-z]{16})(?:/|$)|\?(?P<query>[^#]*))")


class Full(Exception):
    """As many lists were kept today, or in all, as the archive takes."""


@dataclass(frozen=True)
class Line:
    """One entry of a list: its id as it is written in addresses, "" for what is no id,
    then as it was given."""

    code: str
    given: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        """What stands for it in an address."""
        return self.code or self.given


@dataclass(frozen=True)
class Contents:
    """A list: its lines, each entry once, and a title; how many were too many."""

    lines: tuple[Line, ...] = ()
    title: str = ""
    too_many: int = 0

    def query(self) -> str:
        """The list as a query string: `id` in order, `note.<id>`, `title`."""
        rows = [("id", line.name) for line in self.lines]
        rows += [(f"note.{line.name}", line.note) for line in self.lines if line.note]
        return urlencode([*rows, *([("title", self.title)] if self.title else [])])

    @property
    def fits(self) -> bool:
        """Whether an address can carry it."""
        return len(self.lines) <= IN_ADDRESS and len(self.query()) <= LONGEST_ADDRESS

    def moved(self, name: str, by: int) -> Contents:
        """The line with this name further up (-1) or down (1)."""
        lines = list(self.lines)
        at = next((n for n, line in enumerate(lines) if line.name == name), None)
        if at is None or not 0 <= at + by < len(lines):
            return self
        lines[at], lines[at + by] = lines[at + by], lines[at]
        return replace(self, lines=tuple(lines))

    def without(self, name: str) -> Contents:
        """Less the line with this name."""
        kept = (line for line in self.lines if line.name != name)
        return replace(self, lines=tuple(kept))

    def noted(self, notes: Mapping[str, str]) -> Contents:
        """With these notes by name; others stay."""
        return replace(
            self,
            lines=tuple(
                replace(line, note=_cut(notes[line.name], LONGEST_NOTE))
                if line.name in notes
                else line
                for line in self.lines
            ),
        )


def contents(
    names: Iterable[str], notes: Mapping[str, str] | None = None, title: str = ""
) -> Contents:
    """A list of ids as they were typed, in any dress, each once."""
    found: dict[str, Line] = {}
    too_many = 0
    for name in names:
        line = _line(name)
        if line is None or line.name in found:
            continue
        if len(found) == MOST:
            too_many += 1
            continue
        found[line.name] = line
    made = Contents(tuple(found.values()), _cut(title, LONGEST_TITLE), too_many)
    return made.noted(notes) if notes else made


def pasted(text: str) -> tuple[list[str], dict[str, str]]:
    """The ids in a pasted text, and notes by id: ids one by one, in addresses of
    entries, and the first ten lists by their addresses, with a query for each that
    is kept; further lists stand as what is no id."""
    names: list[str] = []
    notes: dict[str, str] = {}
    joined: set[str] = set()
    for word in _PARTED.split(text.strip()):
        is_list = bool(_BASKET.search(word))
        if is_list and word in joined:
            continue
        before = _basket(word) if len(joined) < MOST_JOINED else None
        if before:
            joined.add(word)
            names += [line.name for line in before.lines]
            notes |= {line.name: line.note for line in before.lines if line.note}
            continue
        inside = [next(filter(None, groups)) for groups in _IN_ADDRESS.findall(word)]
        names += inside or ([word] if word else [])
    return names, notes


def _basket(word: str) -> Contents | None:
    """The list that an address leads to."""
    found = _BASKET.search(word)
    if found is None:
        return None
    if found["key"]:
        return kept(found["key"])
    asked = parse_qsl(found["query"])
    names = [value for name, value in asked if name == "id"]
    notes = {name.removeprefix("note."): value for name, value in asked}
    return contents(names, notes)


def keep(made: Contents) -> str:
    """The key of the list, which is kept for good; the same list has the same key.

    Raises `Full` where too many were kept, whoever asks: the archive does not know one
    reader from another.
    """
    lines = [[line.name, line.note] for line in made.lines]
    text = json.dumps([made.title, lines], ensure_ascii=False)
    key = _key(text)
    if Basket.objects.filter(key=key).exists():
        return key
    size = len(text.encode())
    with transaction.atomic():
        _make_sure_of_room(size)
        Basket.objects.get_or_create(
            key=key, defaults={"title": made.title, "lines": lines, "size": size}
        )
    return key


def kept(key: str) -> Contents | None:
    """The list behind a key, or None."""
    found = Basket.objects.filter(key=key).first()
    if found is None:
        return None
    notes = {name: note for name, note in found.lines if note}
    return contents((name for name, _note in found.lines), notes, found.title)


def public(made: Contents) -> dict[str, int]:
    """The keys of the list's public entries by id; a query for 1,000."""
    return _found(made, Entry.objects.public())


def withdrawn(made: Contents) -> set[str]:
    """The ids of those that were public once."""
    return set(_found(made, Entry.objects.withdrawn()))


def _found(made: Contents, entries: object) -> dict[str, int]:
    codes = [line.code for line in made.lines if line.code]
    found: dict[str, int] = {}
    for start in range(0, len(codes), 1_000):
        some = entries.filter(id_code__in=codes[start : start + 1_000])  # type: ignore[attr-defined]
        found |= dict(some.order_by().values_list("id_code", "pk"))
    return found


def _line(name: str) -> Line | None:
    given = _cut(name, LONGEST_GIVEN)
    try:
        return Line(idcodes.parse_id_code(name))
    except idcodes.IdCodeError:
        return Line("", given) if given else None


def _cut(text: str, length: int) -> str:
    """One line, no longer than `length`, without what no database takes."""
    return " ".join(text.replace("\0", " ").split())[:length].strip()


def _key(text: str) -> str:
    """16 characters, which need the archive's secret to be told from the list."""
    number = int(
        salted_hmac("archive.baskets", text, algorithm="sha256").hexdigest(), 16
    )
    alphabet = idcodes.ID_ALPHABET
    return "".join(alphabet[number >> (5 * n) & 31] for n in range(16))


def _make_sure_of_room(size: int) -> None:
    day = timezone.now() - timedelta(days=1)
    if Basket.objects.filter(created_at__gt=day).count() >= MOST_A_DAY:
        raise Full
    held = Basket.objects.aggregate(all=Sum("size"))["all"] or 0
    if held + size > MOST_BYTES:
        raise Full
