"""What changed between two versions, field by field and word by word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archive.models import ENTRY_KINDS, Entry
from archive.text.differences import DiffPiece, compare_sequences, compare_texts

from ._entry_as_of import EntryAsOf
from ._version_record import SHARED_FIELDS

NAME_LIST_FIELDS = (
    "regions",
    "tags",
    "sources",
    "origins",
    "evidence",
)  # lists of names
FieldItems = tuple[str, ...]


@dataclass(frozen=True)
class FieldChange:
    """A field that is not the same. `field` is its name, or an anchor (`p3`, `c5`);
    `language` that of its text, empty where it is the archive's own."""

    field: str
    language: str
    pieces: tuple[DiffPiece, ...]


def compare_versions(
    old: EntryAsOf, new: EntryAsOf, language: str
) -> tuple[FieldChange, ...]:
    """What differs of what readers see; names in the reader's `language`."""
    before, after = dict(_iter_fields(old, language)), dict(_iter_fields(new, language))
    found = []
    for name in sorted(before.keys() | after.keys(), key=_field_rank):
        of, was = before.get(name, ("", ("",)))
        of_now, is_now = after.get(name, ("", ("",)))
        if was == is_now:
            continue
        told = (
            compare_sequences(was, is_now)
            if name in NAME_LIST_FIELDS
            else compare_texts(was[0], is_now[0])
        )
        found.append(FieldChange(name, of_now or of, told))
    return tuple(found)


def compare_anchors(old: EntryAsOf, new: EntryAsOf) -> dict[str, str]:
    """Of each passage and caption of `old`, by its anchor, whether it `stands` in
    `new`, was `changed`, is `withheld` or `gone`."""
    before, after = dict(_iter_anchored_texts(old)), dict(_iter_anchored_texts(new))
    withheld = {anchor for anchor, _position in new.withheld}
    found = {}
    for anchor, said in before.items():
        if anchor in withheld:
            found[anchor] = "withheld"
        elif anchor not in after:
            found[anchor] = "gone"
        else:
            found[anchor] = "stands" if after[anchor][1] == said[1] else "changed"
    return found


def _field_rank(name: str) -> tuple[int, int, str]:
    """Own fields first, then passages, captions, and what is tied."""
    of_kinds = (name for kind in ENTRY_KINDS.values() for name in kind.own_fields)
    order = [*SHARED_FIELDS, *of_kinds, "outlet"]
    if name in order:
        return 0, order.index(name), name
    if name in NAME_LIST_FIELDS:
        return 3, NAME_LIST_FIELDS.index(name), name
    return (1 if name.startswith("p") else 2), int(name[1:]), name


def _iter_fields(
    then: EntryAsOf, language: str
) -> Iterator[tuple[str, tuple[str, FieldItems]]]:
    entry = then.entry
    for name in (*SHARED_FIELDS, *ENTRY_KINDS[entry.kind].own_fields):
        yield name, (_field_language(entry, name), (str(getattr(entry, name)),))
    outlet = getattr(entry, "outlet", None)
    if outlet:
        yield "outlet", ("", (outlet.name,))
    yield from _iter_anchored_texts(then)
    yield "regions", ("", _join_names(r.name(language) for r, _role in then.regions))
    yield "tags", ("", _join_names(tag.label(language) for tag in then.tags))
    for name in ("sources", "origins", "evidence"):
        yield name, ("", _join_names(c.entry.title for c in getattr(then, name)))


def _field_language(entry: Entry, name: str) -> str:
    """The language of a field: the entry's for words, none for codes."""
    codes = ("language", "date", "original_url", "text_is", "source_kind", "held",
             "reliability", "credibility")  # fmt: skip
    return "" if name in codes else entry.language


def _iter_anchored_texts(
    then: EntryAsOf,
) -> Iterator[tuple[str, tuple[str, FieldItems]]]:
    """Passages and captions with what is read, by their anchors."""
    for passage in then.passages:
        yield passage.anchor, (passage.language, (passage.text,))
    for placed in then.photos:
        said = "\n".join(
            part for part in (placed.photo.text, placed.photo.credit_line) if part
        )
        yield placed.anchor, (placed.photo.language, (said,))


def _join_names(names: Iterator[str]) -> FieldItems:
    """Names in order, each once, as items that are compared whole."""
    return tuple(f"{name}; " for name in sorted(dict.fromkeys(names)))
