"""Baskets: readers' lists of entries, in a URL or saved under a short one.

A basket has ids in order, a note for each, and a title. A changed basket is a new one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.crypto import salted_hmac

from archive.models import Basket, Entry
from archive.models.entries.entry import EntryQuerySet
from archive.models.readers.basket import KEY_FORM, KEY_LENGTH
from archive.text import idcodes

MAX_BASKET_ENTRIES = 5_000  # entries
MAX_SENT_IDS = 2 * MAX_BASKET_ENTRIES  # of one form or URL; more are not even read
MAX_JOINED_BASKETS = 10  # baskets read into another one
MAX_NOTE_LENGTH = 500
MAX_BASKET_TITLE_LENGTH = 200
MAX_UNKNOWN_ID_LENGTH = 40  # characters
MAX_ENTRIES_IN_URL = 200  # in the URL of a basket that is not saved
MAX_URL_LENGTH = 8_000  # characters; browsers and mail programs cut longer ones
MAX_SAVED_BASKET_BYTES = 500_000_000  # of all saved baskets
MAX_NEW_BASKETS_A_DAY = 2_000  # of all readers together
_PASTED_WORD = re.compile(r"[^\s,;<>\"'()\[\]{}|]+")
_ENTRY_URL = re.compile(
    r"/entries/([^/?#.\s]+)|/(?:article|photo|source|event)s/([^/?#]+)"
)
_BASKET_URL = re.compile(
    r"/basket/(?:(?P<key>" + KEY_FORM + r")(?:/|$)|\?(?P<query>[^#]*))"
)


class BasketsFullError(Exception):
    """As many baskets were saved today, or in all, as the archive takes."""


class TooManyIdsError(ValueError):
    """More ids came at once than are read."""


@dataclass(frozen=True)
class BasketLine:
    """One entry of a basket: its id as in URLs, or "" and the text that is no id."""

    code: str
    unknown_id: str = ""
    note: str = ""

    @property
    def name(self) -> str:
        """The id in the URL of a basket."""
        return self.code or self.unknown_id


@dataclass(frozen=True)
class BasketContents:
    """A basket: its lines, each entry once, and a title.

    `too_many` is how many entries were left out.
    """

    lines: tuple[BasketLine, ...] = ()
    title: str = ""
    too_many: int = 0

    def to_query(self) -> str:
        """The basket as a query string: `id` in order, `note.<id>`, `title`."""
        rows = [("id", line.name) for line in self.lines]
        rows += [(f"note.{line.name}", line.note) for line in self.lines if line.note]
        return urlencode([*rows, *([("title", self.title)] if self.title else [])])

    @property
    def fits_in_url(self) -> bool:
        """Whether a URL can hold the whole basket."""
        return (
            len(self.lines) <= MAX_ENTRIES_IN_URL
            and len(self.to_query()) <= MAX_URL_LENGTH
        )

    def with_line_moved(self, name: str, by: int) -> BasketContents:
        """With the line of this name one place up (-1) or down (1)."""
        lines = list(self.lines)
        position = next((n for n, line in enumerate(lines) if line.name == name), None)
        if position is None or not 0 <= position + by < len(lines):
            return self
        lines[position], lines[position + by] = lines[position + by], lines[position]
        return replace(self, lines=tuple(lines))

    def without_line(self, name: str) -> BasketContents:
        """Without the line of this name."""
        lines = (line for line in self.lines if line.name != name)
        return replace(self, lines=tuple(lines))

    def with_notes(self, notes: Mapping[str, str]) -> BasketContents:
        """With these notes, by the name of their line; other notes stay."""
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
    """A basket of ids as they were typed, in any notation, each once.

    Raises `TooManyIdsError` before it has read them all.
    """
    lines: dict[str, BasketLine] = {}
    too_many = 0
    for number, name in enumerate(names):
        if number == MAX_SENT_IDS:
            raise TooManyIdsError
        line = _parse_line(name)
        if line is None or line.name in lines:
            continue
        if len(lines) == MAX_BASKET_ENTRIES:
            too_many += 1
            continue
        lines[line.name] = line
    basket = BasketContents(
        tuple(lines.values()), _clean_line(title, MAX_BASKET_TITLE_LENGTH), too_many
    )
    return basket.with_notes(notes) if notes else basket


def read_pasted_ids(text: str) -> tuple[list[str], dict[str, str]]:
    """The ids in a pasted text, and the notes of baskets by id.

    It may hold ids, URLs of entries and URLs of baskets. The first ten baskets are
    read, a saved one with a query each; all else stays as an unknown id. Raises
    `TooManyIdsError` before it has read them all: what it costs is bounded.
    """
    names: list[str] = []
    notes: dict[str, str] = {}
    joined: set[str] = set()
    for word in _iterate_pasted_words(text):
        if word in joined:
            continue
        is_full = len(joined) == MAX_JOINED_BASKETS
        if basket := None if is_full else _read_linked_basket(word):
            joined.add(word)
            names += [line.name for line in basket.lines]
            notes |= {line.name: line.note for line in basket.lines if line.note}
        else:
            names += _ids_in_entry_urls(word) or [word]
        if len(names) > MAX_SENT_IDS:
            raise TooManyIdsError
    return names, notes


def _iterate_pasted_words(text: str) -> Iterator[str]:
    for number, match in enumerate(_PASTED_WORD.finditer(text)):
        if number == MAX_SENT_IDS:
            raise TooManyIdsError
        yield match[0]


def _ids_in_entry_urls(word: str) -> list[str]:
    found = islice(_ENTRY_URL.finditer(word), MAX_SENT_IDS + 1)
    return [next(filter(None, match.groups())) for match in found]


def _read_linked_basket(word: str) -> BasketContents | None:
    """The basket that a URL leads to. Raises `TooManyIdsError`."""
    match = _BASKET_URL.search(word)
    if match is None:
        return None
    if match["key"]:
        return load_basket(match["key"])
    try:
        parameters = parse_qsl(match["query"], max_num_fields=2 * MAX_SENT_IDS)
    except ValueError as error:  # of all that it counts before it reads
        raise TooManyIdsError from error
    names = [value for name, value in parameters if name == "id"]
    notes = {name.removeprefix("note."): value for name, value in parameters}
    return build_contents(names, notes)


def carry_basket(basket: BasketContents, key: str) -> str:
    """The basket as addresses of searches carry it: its key, or its ids joined by dots;
    "" where that would lose a note, the title or an entry."""
    if key:
        return key
    codes = [line.code for line in basket.lines]
    has_more = basket.title or any(line.note for line in basket.lines)
    is_whole = all(codes) and len(codes) <= MAX_ENTRIES_IN_URL and not has_more
    return ".".join(codes) if is_whole else ""


def read_carried_basket(text: str) -> BasketContents:
    """The basket that an address carries, by its key or its ids; a query for a key."""
    saved = load_basket(text) if re.fullmatch(KEY_FORM, text) else None
    return saved or build_contents(filter(None, text.split(".")))


def save_basket(basket: BasketContents) -> str:
    """Save the basket for good and return its key; equal baskets have the same key.

    Raises `BasketsFullError` where too many were saved, by all readers together: the
    archive does not know one reader from another.
    """
    lines = [[line.name, line.note] for line in basket.lines]
    text = json.dumps([basket.title, lines], ensure_ascii=False)
    key = _basket_key(text)
    if Basket.objects.filter(key=key).exists():
        return key
    size = len(text.encode())
    with transaction.atomic():
        _require_basket_room(size)
        Basket.objects.get_or_create(
            key=key, defaults={"title": basket.title, "lines": lines, "size": size}
        )
    return key


def load_basket(key: str) -> BasketContents | None:
    """The basket with a key, or None."""
    basket = Basket.objects.filter(key=key).first()
    if basket is None:
        return None
    notes = {name: note for name, note in basket.lines if note}
    return build_contents((name for name, _note in basket.lines), notes, basket.title)


def public_entry_keys(basket: BasketContents) -> dict[str, int]:
    """The primary keys of the basket's public entries, by id; of those that were merged
    that of the other one. A query for 1,000, two where some are not public."""
    public = _keys_by_id_code(basket, Entry.objects.public())
    if all(line.code in public for line in basket.lines if line.code):
        return public
    merged = Entry.objects.merged().select_related(None)
    return public | _keys_by_id_code(basket, merged, "merged_into_id")


def withdrawn_id_codes(basket: BasketContents) -> set[str]:
    """The ids of the basket's withdrawn entries."""
    return set(_keys_by_id_code(basket, Entry.objects.withdrawn()))


def _keys_by_id_code(
    basket: BasketContents, entries: EntryQuerySet, column: str = "pk"
) -> dict[str, int]:
    codes = [line.code for line in basket.lines if line.code]
    keys: dict[str, int] = {}
    for start in range(0, len(codes), 1_000):
        batch = entries.filter(id_code__in=codes[start : start + 1_000])
        keys |= dict(batch.order_by().values_list("id_code", column))
    return keys


def _parse_line(name: str) -> BasketLine | None:
    unknown_id = _clean_line(name, MAX_UNKNOWN_ID_LENGTH)
    try:
        return BasketLine(idcodes.parse_id_code(name))
    except idcodes.IdCodeError:
        return BasketLine("", unknown_id) if unknown_id else None


def _clean_line(text: str, length: int) -> str:
    """One line, no longer than `length`, without characters that databases refuse."""
    return " ".join(text.replace("\0", " ").split())[:length].strip()


def _basket_key(text: str) -> str:
    """Characters that nobody computes from the basket without the secret key."""
    number = int(
        salted_hmac("archive.baskets", text, algorithm="sha256").hexdigest(), 16
    )
    alphabet = idcodes.ID_ALPHABET
    return "".join(alphabet[number >> (5 * n) & 31] for n in range(KEY_LENGTH))


def _require_basket_room(size: int) -> None:
    day = timezone.now() - timedelta(days=1)
    if Basket.objects.filter(created_at__gt=day).count() >= MAX_NEW_BASKETS_A_DAY:
        raise BasketsFullError
    size_of_all = Basket.objects.aggregate(all=Sum("size"))["all"] or 0
    if size_of_all + size > MAX_SAVED_BASKET_BYTES:
        raise BasketsFullError
