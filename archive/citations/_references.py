"""References for files: the CSL record and what CSL has no variables for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import override

from archive.models import ENTRY_KINDS, Entry, Photo, Tag
from archive.models.entries.relation import RelatedEntry
from archive.text.addresses import web_url_or_empty
from archive.text.author_names import AuthorName
from archive.text.dates import parse_edtf

from ._archive_notes import write_relation
from ._csl_records import build_proof_url, csl_record, permanent_url, version_date
from ._styled_references import copy_sentences

# Control characters except tab and line ends, and characters that XML forbids.
_CONTROL_CHARACTERS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]"
)


@dataclass(frozen=True)
class RelatedWork:
    """An entry that the cited one is related to: the relation or its inverse, its
    permanent URL, and the sentence that references in words have, "" where they have
    none."""

    relation: str
    url: str
    sentence: str = ""


@dataclass(frozen=True)
class Reference:
    """What files of references are written from.

    `csl` is the CSL record; `key`, the entry's id; `date`, the date as EDTF;
    `event_date`, an event's own date; `tags`, labels in the reader's language;
    `original_url`, the address of the original where `URL` is another; `language`, the
    reader's; `proof_url`, the address of the proof that this version was published;
    `abstract`, the caption or summary; `archived_day`, the day as YYYY-MM-DD on which
    this version was published; `is_corrected`, whether it is a later one; `related`,
    the entries that deny, correct or replace it today, and those of which it says so.
    """

    csl: dict[str, Any]
    key: str
    date: str = ""
    event_date: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    original_url: str = ""
    language: str = "en"
    proof_url: str = ""
    abstract: str = ""
    archived_day: str = ""
    is_corrected: bool = False
    related: tuple[RelatedWork, ...] = ()

    def get_line(self, name: str) -> str:
        """A variable of the CSL record as one line of text; "" where it has none."""
        return to_one_line(str(self.csl.get(name, "")))

    @property
    def authors(self) -> list[dict[str, str]]:
        """CSL names, each part one line."""
        return [
            {part: to_one_line(text) for part, text in name.items()}
            for name in self.csl.get("author", [])
        ]

    @property
    def publisher(self) -> str:
        """The publisher; of a judgment the court, which formats keep in its place."""
        return self.get_line("publisher") or self.get_line("authority")

    @property
    def note_lines(self) -> list[str]:
        """The note, dates in words, related entries, and the address of the proof."""
        proof = f"Proof of publication: {self.proof_url}" if self.proof_url else ""
        lines = (self.note, *self.date_lines, *self.relation_lines, proof)
        return [line for line in lines if line]

    @property
    def relation_lines(self) -> list[str]:
        """What denies, corrects or replaces the work, and what it says of others: the
        sentences of references in words, each with the address of the other entry."""
        return [f"{one.sentence} {one.url}" for one in self.related if one.sentence]

    @property
    def relation_sentences(self) -> list[str]:
        """The same without the addresses, for fields that styles print."""
        return [one.sentence for one in self.related if one.sentence]

    @property
    def date_lines(self) -> list[str]:
        """In words a date that is more than a year, month or day, and an event's own:
        fields for dates hold numbers, and readers see them."""
        lines = []
        if self.date and not self.has_plain_date:
            lines.append(f"Date: {parse_edtf(self.date).display('en')}")
        if self.event_date:
            lines.append(f"Event date: {parse_edtf(self.event_date).display('en')}")
        return lines

    @property
    def issued_parts(self) -> list[list[int]]:
        """Year, month and day of `issued`, as far as known; two lists for a range."""
        parts: list[list[int]] = self.csl.get("issued", {}).get("date-parts", [])
        return parts

    @property
    def first_year(self) -> str:
        """The first year that the date names, open or not: `2019` of `[..2019-02]`."""
        if self.issued_parts:
            return f"{self.issued_parts[0][0]:04d}"
        named = re.search(r"(?<![\dX-])\d{4}(?![\dX])", self.date)
        return named[0] if named else ""

    @property
    def accessed_date(self) -> str:
        """The day of access as YYYY-MM-DD, or ""."""
        parts = self.csl.get("accessed", {}).get("date-parts", [])
        return iso_date(parts[0]) if parts else ""

    @property
    def has_plain_date(self) -> bool:
        """Whether the date is one certain year, month or day."""
        return bool(re.fullmatch(r"\d{4}(-\d\d){0,2}", self.date))


def build_reference(
    entry: Entry,
    target: str = "record",
    anchor: str = "",
    language: str = "en",
    own: Entry | None = None,
    tags: Sequence[Tag] | None = None,
    related: Iterable[RelatedEntry] = (),
) -> Reference:
    """The reference of a public entry, from its `csl_record`.

    `own` is the entry as its own kind; without it, that costs one more query. `tags`
    are those of a former version; without them, tags that are not prefetched cost two.
    `related` is what `load_related_entries` found.
    """
    if tags is None:
        tags = [tagging.tag for tagging in entry.taggings.all()]
    own = own or _as_own_kind(entry)
    csl = csl_record(own, target, anchor, language)
    with override(language):
        of_copy = copy_sentences(own, language) if target == "capture" else []
        works = tuple(map(_describe_related, related))
    is_event = own.kind == "event"
    days = csl.get("issued", {}).get("date-parts", [[]])
    original = web_url_or_empty(getattr(own, "original_url", ""))
    return Reference(
        csl,
        own.id_code,
        date=iso_date(days[0]) if is_event else own.date,
        event_date=own.date if is_event else "",
        tags=tuple(to_one_line(tag.label(language)) for tag in tags),
        note=" ".join(filter(None, [to_one_line(entry.annotation), *of_copy])),
        original_url="" if original == csl.get("URL") else to_one_line(original),
        language=language,
        proof_url="" if target == "original" else build_proof_url(own),
        abstract=_read_abstract(own),
        archived_day=iso_date(version_date(own).get("date-parts", [[]])[0]),
        is_corrected=own.version > 1,
        related=works,
    )


def _describe_related(related: RelatedEntry) -> RelatedWork:
    """The other entry, with its sentence in the language that is active."""
    address = permanent_url(related.entry)
    return RelatedWork(related.relation, address, write_relation(related))


def _read_abstract(own: Entry) -> str:
    """A photo's caption, an event's description, or else the summary, as one line."""
    text = own.text if isinstance(own, Photo) else getattr(own, "description", "")
    return to_one_line(text or own.summary)


def page_reference(
    entry: Entry,
    language: str = "en",
    own: Entry | None = None,
    tags: Sequence[Tag] | None = None,
    related: Iterable[RelatedEntry] = (),
) -> Reference:
    """What a reference manager saves from an entry's page: the original publication.

    Its `URL` is that of the original, where known. The archive, with the entry's id and
    version, is the place where it is kept, and the note is the URL of that version.
    """
    reference = build_reference(entry, "record", "", language, own, tags, related)
    csl = {**reference.csl, "URL": reference.original_url or reference.csl["URL"]}
    return replace(
        reference,
        csl=csl,
        original_url="",
        note=permanent_url(entry, "", entry.version),
    )


def record_reference(record: dict[str, Any], summary: str = "") -> Reference:
    """The reference of a page that is no entry, from its CSL record: a search, a
    region, a narrative."""
    days = record.get("issued", {}).get("date-parts", [[]])
    return Reference(
        record,
        record["id"],
        date=iso_date(days[0]),
        note=record.get("URL", ""),
        abstract=to_one_line(summary),
    )


def _as_own_kind(entry: Entry) -> Entry:
    """The entry as its own kind."""
    if type(entry) is not Entry:
        return entry
    return ENTRY_KINDS[entry.kind].select_entries().get(pk=entry.pk)


def to_one_line(text: str) -> str:
    """Text without line ends and control characters.

    A value must be one line, or programs would read the rest as another field.
    """
    return " ".join(_CONTROL_CHARACTERS.sub("", text).split())


def family_with_particles(name: AuthorName) -> str:
    """The family name of a person with all particles in front: `van Gogh`."""
    particles = (name.get(f"{p}-particle", "") for p in ("dropping", "non-dropping"))
    return " ".join(part for part in (*particles, name["family"]) if part)


def family_name_first(name: AuthorName) -> str:
    """`Family, Given, Suffix`.

    Particles go with the family name, or programs would read them as given names.
    """
    if "literal" in name:
        return name["literal"]
    given, suffix = name.get("given", ""), name.get("suffix", "")
    return ", ".join(filter(None, (family_with_particles(name), given, suffix)))


def iso_date(parts: list[int]) -> str:
    """`[2019, 2]` → `2019-02`."""
    return "-".join(f"{n:02d}" if at else f"{n:04d}" for at, n in enumerate(parts))
