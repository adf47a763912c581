"""A reference as files are written from it: the CSL record and what CSL leaves out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import override

from archive.models import Article, Entry, Event, Photo, Source
from archive.text.author_names import AuthorName

from ._csl_records import csl_record, permanent_url
from ._styled_references import copy_sentences

# Control characters but for tab and line ends, and what XML cannot hold.
_CONTROL_CHARACTERS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]"
)


@dataclass(frozen=True)
class Reference:
    """The CSL record; `key`, the entry's id; the date as EDTF; `happened`, an event's
    own date; tags as a reader calls them; a note; `also`, the original's address where
    `URL` is another; the reader's language."""

    csl: dict[str, Any]
    key: str
    date: str = ""
    happened: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    also: str = ""
    language: str = "en"

    def line(self, name: str) -> str:
        """A variable of the CSL record as one line of text; "" where there is none."""
        return to_one_line(str(self.csl.get(name, "")))

    @property
    def authors(self) -> list[dict[str, str]]:
        """CSL names, each part one line."""
        return [
            {part: to_one_line(text) for part, text in name.items()}
            for name in self.csl.get("author", [])
        ]

    @property
    def days(self) -> list[list[int]]:
        """Year, month and day of `issued`, as far as known, of both ends of a range."""
        found: list[list[int]] = self.csl.get("issued", {}).get("date-parts", [])
        return found

    @property
    def accessed(self) -> str:
        """The day of access as YYYY-MM-DD, or ""."""
        parts = self.csl.get("accessed", {}).get("date-parts", [])
        return iso_date(parts[0]) if parts else ""

    @property
    def is_plain(self) -> bool:
        """Whether the date is a year, a month or a day, sure and of one piece."""
        return bool(re.fullmatch(r"\d{4}(-\d\d){0,2}", self.date))


def build_reference(
    entry: Entry,
    of: str = "record",
    anchor: str = "",
    language: str = "en",
    own: Entry | None = None,
) -> Reference:
    """The reference of a public entry, from its `csl_record`.

    `own` is the entry as its own kind; without it, that costs one more query. Tags that
    are not prefetched cost two.
    """
    own = own or _as_own_kind(entry)
    csl = csl_record(own, of, anchor, language)
    with override(language):
        of_copy = copy_sentences(own, language) if of == "capture" else []
    is_event = own.kind == "event"
    days = csl.get("issued", {}).get("date-parts", [[]])
    original = getattr(own, "original_url", "")
    return Reference(
        csl,
        own.id_code,
        date=iso_date(days[0]) if is_event else own.date,
        happened=own.date if is_event else "",
        tags=tuple(to_one_line(t.tag.label(language)) for t in entry.taggings.all()),
        note=" ".join(filter(None, [to_one_line(entry.annotation), *of_copy])),
        also="" if original == csl.get("URL") else to_one_line(original),
        language=language,
    )


def page_reference(
    entry: Entry, language: str = "en", own: Entry | None = None
) -> Reference:
    """What a reference manager is to save from a page: the original publication with
    its own address, where one is known, and the archive with the entry's id and version
    as the place where it is kept. Its note is the version's address here."""
    kept = build_reference(entry, "record", "", language, own)
    csl = {**kept.csl, "URL": kept.also or kept.csl["URL"]}
    return replace(kept, csl=csl, also="", note=permanent_url(entry, "", entry.version))


def _as_own_kind(entry: Entry) -> Entry:
    """The entry as its own kind."""
    if type(entry) is not Entry:
        return entry
    if entry.kind == "article":
        return Article.objects.select_related("outlet").get(pk=entry.pk)
    kinds: dict[str, type[Entry]] = {"photo": Photo, "source": Source, "event": Event}
    return kinds[entry.kind].objects.get(pk=entry.pk)


def to_one_line(text: str) -> str:
    """Text without line ends and control characters: a value is one line, or what
    follows would be read as another field."""
    return " ".join(_CONTROL_CHARACTERS.sub("", text).split())


def family_name_first(name: AuthorName) -> str:
    """`Family, Given, Suffix`; particles stand with the family name, or readers would
    take them for given names."""
    if "literal" in name:
        return name["literal"]
    particles = (name.get(f"{p}-particle", "") for p in ("dropping", "non-dropping"))
    family = " ".join(part for part in (*particles, name["family"]) if part)
    parts = (family, name.get("given", ""), name.get("suffix", ""))
    return ", ".join(part for part in parts if part)


def iso_date(parts: list[int]) -> str:
    """`[2019, 2]` → `2019-02`."""
    return "-".join(f"{n:02d}" if at else f"{n:04d}" for at, n in enumerate(parts))
