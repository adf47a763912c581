"""The differences between two versions, field by field and word by word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from archive.models import (
    ENTRY_KINDS,
    Citation,
    Entry,
    EntryRegion,
    EntryRelation,
    Evidence,
    Passage,
    Placement,
)
from archive.text.author_names import display_name
from archive.text.differences import DiffPiece, compare_sequences, compare_texts
from archive.text.emendations import mark_emendations

from ._entry_as_of import CitedEntry, EntryAsOf
from ._entry_in_full import EntryInFull
from ._version_fields import SHARED_FIELDS

NAME_LIST_FIELDS = (
    "order",
    "authors",
    "regions",
    "tags",
    "sources",
    "origins",
    "evidence",
    "relations",
)  # lists of names
# What the page shows and the record does not hold: its bytes stay as they are.
PAGE_FIELDS = {"article": ("retrieved_at", "sha256")}
# What readers never see of an entry: only in an `EntryInFull`.
STAFF_FIELDS = (
    "text_access",
    "audience",
    "embargo_until",
    "sensitivity",
    "tombstone_title",
)
FieldItems = tuple[str, ...]


@dataclass(frozen=True)
class FieldChange:
    """A field that differs: its name or an anchor (`p3`, `c5`), and the pieces of its
    text.

    `language` is that of the text, "" where it is the archive's own wording.
    """

    field: str
    language: str
    pieces: tuple[DiffPiece, ...]

    @property
    def is_change(self) -> bool:
        """Whether the two texts differ."""
        return any(piece.change != "same" for piece in self.pieces)

    @property
    def text(self) -> str:
        """The newer of the two texts."""
        return "".join(p.text for p in self.pieces if p.change != "removed")


def compare_versions(
    old: EntryAsOf, new: EntryAsOf, language: str
) -> tuple[FieldChange, ...]:
    """The differences that readers see, with names in the reader's `language`."""
    return tuple(one for one in compare_fields(old, new, language) if one.is_change)


def compare_fields(
    old: EntryAsOf | None, new: EntryAsOf, language: str
) -> tuple[FieldChange, ...]:
    """All fields of `new`, and those that only `old` has, in reading order: also those
    that are the same. Without `old` each is."""
    after = dict(_iter_fields(new, language))
    before = dict(_iter_fields(old, language)) if old else after
    if old and sorted(_list_anchors(old)) == sorted(_list_anchors(new)):
        # Where an anchor came or went, the change says so.
        before["order"] = ("", _list_anchors(old))
        after["order"] = ("", _list_anchors(new))
    rows = []
    for name in sorted(before.keys() | after.keys(), key=_field_rank):
        of, was = before.get(name, ("", ("",)))
        of_now, is_now = after.get(name, ("", ("",)))
        pieces = (
            compare_sequences(was, is_now)
            if name in NAME_LIST_FIELDS
            else compare_texts(was[0], is_now[0])
        )
        rows.append(FieldChange(name, of_now or of, pieces))
    return tuple(rows)


def compare_anchors(old: EntryAsOf, new: EntryAsOf) -> dict[str, str]:
    """What became of each passage and caption of `old`, by its anchor: it `stands` in
    `new`, was `changed`, is `withheld`, or is `gone`."""
    before, after = dict(_iter_anchored_texts(old)), dict(_iter_anchored_texts(new))
    withheld = {anchor for anchor, _position in new.withheld}
    states = {}
    for anchor, text in before.items():
        if anchor in withheld:
            states[anchor] = "withheld"
        elif anchor not in after:
            states[anchor] = "gone"
        else:
            states[anchor] = "stands" if after[anchor][1] == text[1] else "changed"
    return states


def _field_rank(name: str) -> tuple[int, int]:
    """Sort key: own fields first, then passages, captions, and ties."""
    of_kinds = (name for kind in ENTRY_KINDS.values() for name in kind.own_fields)
    order = [*SHARED_FIELDS, *of_kinds, "outlet"]
    order += [*sum(PAGE_FIELDS.values(), ()), *STAFF_FIELDS]
    if name in order:
        return 0, order.index(name)
    if name in NAME_LIST_FIELDS:
        return 3, NAME_LIST_FIELDS.index(name)
    return (1 if name.startswith("p") else 2), int(name[1:])


def _iter_fields(
    version: EntryAsOf, language: str
) -> Iterator[tuple[str, tuple[str, FieldItems]]]:
    entry = version.entry
    names = (*SHARED_FIELDS, *ENTRY_KINDS[entry.kind].own_fields)
    for name in (*names, *PAGE_FIELDS.get(entry.kind, ())):
        text = _format_value(getattr(entry, name))
        yield name, (_field_language(entry, name), (text,))
    if isinstance(version, EntryInFull):
        yield from _iter_staff_fields(entry)
    outlet = getattr(entry, "outlet", None)
    if outlet:
        yield "outlet", ("", (outlet.name,))
    yield "authors", ("", tuple(f"{display_name(n)}; " for n in version.authors))
    yield from _iter_anchored_texts(version)
    roles = dict(EntryRegion._meta.get_field("role").flatchoices)
    placed = (f"{r.name(language)} ({roles[role]})" for r, role in version.regions)
    yield "regions", ("", _join_names(placed))
    yield "tags", ("", _join_names(tag.label(language) for tag in version.tags))
    for name in ("sources", "origins", "evidence", "relations"):
        yield name, ("", _join_names(_name_citation(c) for c in getattr(version, name)))


def _iter_staff_fields(entry: Entry) -> Iterator[tuple[str, tuple[str, FieldItems]]]:
    for name in STAFF_FIELDS:
        value = getattr(entry, name, "")
        is_moment = isinstance(value, datetime)
        text = f"{value:%Y-%m-%d %H:%M} UTC" if is_moment else _format_value(value)
        yield name, ("", (text,))


def _format_value(value: object) -> str:
    """A value as text; a moment as its day, as on the page."""
    if value is None:
        return ""
    return f"{value:%Y-%m-%d}" if isinstance(value, datetime) else str(value)


def _name_citation(cited: CitedEntry) -> str:
    """The cited entry and how it is cited: `A report (quotes, p3, page 12: “…”)`."""
    relations = dict(Citation._meta.get_field("relation").flatchoices)
    relations |= dict(Evidence._meta.get_field("relation").flatchoices)
    relations |= dict(EntryRelation._meta.get_field("relation").flatchoices)
    relations["supports"] = ""  # the usual relation of evidence
    how = [relations.get(cited.relation, ""), cited.anchor, cited.locator]
    described = ", ".join(str(part) for part in how if part)
    if cited.quotation:
        described += f": “{cited.quotation}”"
    return f"{cited.entry.title} ({described})" if described else cited.entry.title


def _list_anchors(version: EntryAsOf) -> FieldItems:
    """The anchors of passages and captions, in reading order."""
    anchors = [passage.anchor for passage in version.passages]
    anchors += [placed.anchor for placed in version.photos]
    return tuple(f"{anchor}; " for anchor in anchors)


def _field_language(entry: Entry, name: str) -> str:
    """The language of a field: the entry's for words, none for codes."""
    codes = (
        "language",
        "date",
        "original_url",
        "text_is",
        "event_kind",
        "source_kind",
        "held",
        "reliability",
        "credibility",
        "retrieved_at",
        "sha256",
    )
    return "" if name in codes else entry.language


def _iter_anchored_texts(
    version: EntryAsOf,
) -> Iterator[tuple[str, tuple[str, FieldItems]]]:
    """The anchor and full text of each passage and caption."""
    for passage in version.passages:
        yield passage.anchor, (passage.language, (_describe_passage(passage),))
    for placed in version.photos:
        text = _describe_caption(placed)
        if isinstance(version, EntryInFull):
            text = _join_lines(text, placed.photo.alt_text, placed.photo.date)
        yield placed.anchor, (placed.photo.language, (text,))


def _describe_passage(passage: Passage) -> str:
    kinds = dict(Passage._meta.get_field("kind").flatchoices)
    is_plain = passage.kind == "paragraph"
    is_open = passage.audience == "public"  # as all that readers get
    return _join_lines(
        mark_emendations(passage.verbatim, passage.reading),
        "" if is_plain else f"[{kinds.get(passage.kind, passage.kind)}]",
        "" if is_open else f"[{passage.get_audience_display()}]",
        passage.emendation if passage.reading else "",
        passage.left_out_because,
    )


def _describe_caption(placed: Placement) -> str:
    photo = placed.photo
    return _join_lines(
        placed.series_heading,
        mark_emendations(photo.caption, photo.reading),
        photo.credit_line,
        photo.emendation if photo.reading else "",
    )


def _join_lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _join_names(names: Iterator[str]) -> FieldItems:
    """Distinct names in order, as items to compare whole."""
    return tuple(f"{name}; " for name in sorted(dict.fromkeys(names)))
