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

MAX_BASKET_ENTRIES = 5_000  # entries of a list
MAX_JOINED_BASKETS = 10  # lists that are read into another
MAX_NOTE_LENGTH = 500
MAX_BASKET_TITLE_LENGTH = 200
MAX_UNKNOWN_ID_LENGTH = 40  # characters kept of what is no id
MAX_ENTRIES_IN_URL = 200  # entries that an address carries
MAX_URL_LENGTH = 8_000  # characters; browsers and mail cut longer ones
MAX_SAVED_BASKET_BYTES = 500_000_000  # of all kept lists
MAX_NEW_BASKETS_A_DAY = 2_000  # new lists of all readers together
_PASTED_SEPARATORS = re.compile(r"[\s,;<>\"'()\[\]{}|]+")
_ENTRY_URL = re.compile(
    r"/entries/([^/?#.\s]+)|/(?:article|photo|source|event)s/([^/?#]+)"
)
_BASKET_URL = re.compile(r"/basket/(?:(?P<key>[0-9a-z]{16})(?:/|$)|\?(?P<query>[^#]*))")


class BasketsFullError(Exception):
    """As many lists were kept today, or in all, as the archive takes."""


@dataclass(frozen=True)
class BasketLine:
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
class BasketContents:
    """A list: its lines, each entry once, and a title; how many were too many."""

    lines: tuple[BasketLine, ...] = ()
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
        return (
            len(self.lines) <= MAX_ENTRIES_IN_URL
            and len(self.query()) <= MAX_URL_LENGTH
        )

    def moved(self, name: str, by: int) -> BasketContents:
        """The line with this name further up (-1) or down (1)."""
        lines = list(self.lines)
        at = next((n for n, line in enumerate(lines) if line.name == name), None)
        if at is None or not 0 <= at + by < len(lines):
            return self
        lines[at], lines[at + by] = lines[at + by], lines[at]
        return replace(self, lines=tuple(lines))

    def without(self, name: str) -> BasketContents:
        """Less the line with this name."""
        kept = (line for line in self.lines if line.name != name)
        return replace(self, lines=tuple(kept))

    def noted(self, notes: Mapping[str, str]) -> BasketContents:
        """With these notes by name; others stay."""
        return replace(
            self,
            lines=tuple(
                replace(line, note=_clean_line(notes[line.name], MAX_NOTE_LENGTH))
                if line.name in notes
                else line
                for line in self.lines
            ),
        )


def build_contents(
    names: Iterable[str], notes: Mapping[str, str] | None = None, title: str = ""
) -> BasketContents:
    """A list of ids as they were typed, in any dress, each once."""
    found: dict[str, BasketLine] = {}
    too_many = 0
    for name in names:
        line = _parse_line(name)
        if line is None or line.name in found:
            continue
        if len(found) == MAX_BASKET_ENTRIES:
            too_many += 1
            continue
        found[line.name] = line
    made = BasketContents(
        tuple(found.values()), _clean_line(title, MAX_BASKET_TITLE_LENGTH), too_many
    )
    return made.noted(notes) if notes else made


def read_pasted_ids(text: str) -> tuple[list[str], dict[str, str]]:
    """The ids in a pasted text, and notes by id: ids one by one, in addresses of
    entries, and the first ten lists by their addresses, with a query for each that
    is kept; further lists stand as what is no id."""
    names: list[str] = []
    notes: dict[str, str] = {}
    joined: set[str] = set()
    for word in _PASTED_SEPARATORS.split(text.strip()):
        is_list = bool(_BASKET_URL.search(word))
        if is_list and word in joined:
            continue
        before = _read_linked_basket(word) if len(joined) < MAX_JOINED_BASKETS else None
        if before:
            joined.add(word)
            names += [line.name for line in before.lines]
            notes |= {line.name: line.note for line in before.lines if line.note}
            continue
        inside = [next(filter(None, groups)) for groups in _ENTRY_URL.findall(word)]
        names += inside or ([word] if word else [])
    return names, notes


def _read_linked_basket(word: str) -> BasketContents | None:
    """The list that an address leads to."""
    found = _BASKET_URL.search(word)
    if found is None:
        return None
    if found["key"]:
        return load_basket(found["key"])
    asked = parse_qsl(found["query"])
    names = [value for name, value in asked if name == "id"]
    notes = {name.removeprefix("note."): value for name, value in asked}
    return build_contents(names, notes)


def save_basket(made: BasketContents) -> str:
    """The key of the list, which is kept for good; the same list has the same key.

    Raises `BasketsFullError` where too many were saved, by all readers together: the
    archive does not know one reader from another.
    """
    lines = [[line.name, line.note] for line in made.lines]
    text = json.dumps([made.title, lines], ensure_ascii=False)
    key = _basket_key(text)
    if Basket.objects.filter(key=key).exists():
        return key
    size = len(text.encode())
    with transaction.atomic():
        _require_basket_room(size)
        Basket.objects.get_or_create(
            key=key, defaults={"title": made.title, "lines": lines, "size": size}
        )
    return key


def load_basket(key: str) -> BasketContents | None:
    """The list behind a key, or None."""
    found = Basket.objects.filter(key=key).first()
    if found is None:
        return None
    notes = {name: note for name, note in found.lines if note}
    return build_contents((name for name, _note in found.lines), notes, found.title)


def public_entry_keys(made: BasketContents) -> dict[str, int]:
    """The keys of the list's public entries by id; a query for 1,000."""
    return _keys_by_id_code(made, Entry.objects.public())


def withdrawn_id_codes(made: BasketContents) -> set[str]:
    """The ids of those that were public once."""
    return set(_keys_by_id_code(made, Entry.objects.withdrawn()))


def _keys_by_id_code(made: BasketContents, entries: object) -> dict[str, int]:
    codes = [line.code for line in made.lines if line.code]
    found: dict[str, int] = {}
    for start in range(0, len(codes), 1_000):
        some = entries.filter(id_code__in=codes[start : start + 1_000])  # type: ignore[attr-defined]
        found |= dict(some.order_by().values_list("id_code", "pk"))
    return found


def _parse_line(name: str) -> BasketLine | None:
    given = _clean_line(name, MAX_UNKNOWN_ID_LENGTH)
    try:
        return BasketLine(idcodes.parse_id_code(name))
    except idcodes.IdCodeError:
        return BasketLine("", given) if given else None


def _clean_line(text: str, length: int) -> str:
    """One line, no longer than `length`, without what no database takes."""
    return " ".join(text.replace("\0", " ").split())[:length].strip()


def _basket_key(text: str) -> str:
    """16 characters, which need the archive's secret to be told from the list."""
    number = int(
        salted_hmac("archive.baskets", text, algorithm="sha256").hexdigest(), 16
    )
    alphabet = idcodes.ID_ALPHABET
    return "".join(alphabet[number >> (5 * n) & 31] for n in range(16))


def _require_basket_room(size: int) -> None:
    day = timezone.now() - timedelta(days=1)
    if Basket.objects.filter(created_at__gt=day).count() >= MAX_NEW_BASKETS_A_DAY:
        raise BasketsFullError
    held = Basket.objects.aggregate(all=Sum("size"))["all"] or 0
    if held + size > MAX_SAVED_BASKET_BYTES:
        raise BasketsFullError
