"""What changed between two versions, field by field and word by word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from archive.models import Citation, Entry, EntryRegion, Passage, Placement
from archive.text.differences import Piece, difference, pieces
from archive.text.emendations import parts

from ._record import OWN, SHARED
from ._then import Cited, Then

SETS = ("order", "regions", "tags", "sources", "origins", "evidence")  # of names
# What the page shows and the record does not hold: its bytes stay as they are.
BESIDE = {"article": ("retrieved_at", "sha256")}
Field = tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """A field that is not the same. `field` is its name, or an anchor (`p3`, `c5`);
    `language` that of its text, empty where it is the archive's own."""

    field: str
    language: str
    pieces: tuple[Piece, ...]


def changes(old: Then, new: Then, language: str) -> tuple[Change, ...]:
    """What differs of what readers see; names in the reader's `language`."""
    before, after = dict(_fields(old, language)), dict(_fields(new, language))
    if sorted(_order(old)) == sorted(_order(new)):  # else what came and went is told
        before["order"], after["order"] = ("", _order(old)), ("", _order(new))
    found = []
    for name in sorted(before.keys() | after.keys(), key=_place):
        of, was = before.get(name, ("", ("",)))
        of_now, is_now = after.get(name, ("", ("",)))
        if was == is_now:
            continue
        told = pieces(was, is_now) if name in SETS else difference(was[0], is_now[0])
        found.append(Change(name, of_now or of, told))
    return tuple(found)


def standing(old: Then, new: Then) -> dict[str, str]:
    """Of each passage and caption of `old`, by its anchor, whether it `stands` in
    `new`, was `changed`, is `withheld` or `gone`."""
    before, after = dict(_texts(old)), dict(_texts(new))
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


def _place(name: str) -> tuple[int, int, str]:
    """Own fields first, then passages, captions, and what is tied."""
    order = [*SHARED, *sum(OWN.values(), ()), "outlet", *sum(BESIDE.values(), ())]
    if name in order:
        return 0, order.index(name), name
    if name in SETS:
        return 3, SETS.index(name), name
    return (1 if name.startswith("p") else 2), int(name[1:]), name


def _fields(then: Then, language: str) -> Iterator[tuple[str, tuple[str, Field]]]:
    entry = then.entry
    for name in (*SHARED, *OWN[entry.kind], *BESIDE.get(entry.kind, ())):
        yield name, (_spoken(entry, name), (_written(getattr(entry, name)),))
    outlet = getattr(entry, "outlet", None)
    if outlet:
        yield "outlet", ("", (outlet.name,))
    yield from _texts(then)
    roles = dict(EntryRegion._meta.get_field("role").flatchoices)
    placed = (f"{r.name(language)} ({roles[role]})" for r, role in then.regions)
    yield "regions", ("", _listed(placed))
    yield "tags", ("", _listed(tag.label(language) for tag in then.tags))
    for name in ("sources", "origins", "evidence"):
        yield name, ("", _listed(_cited(c) for c in getattr(then, name)))


def _written(value: object) -> str:
    """A value as one text; of a moment the day, as the page has it."""
    if value is None:
        return ""
    return f"{value:%Y-%m-%d}" if isinstance(value, datetime) else str(value)


def _cited(cited: Cited) -> str:
    """What is cited, and how: `A report (quotes, p3, page 12: “…”)`."""
    relations = dict(Citation._meta.get_field("relation").flatchoices)
    how = [relations.get(cited.relation, ""), cited.anchor, cited.locator]
    said = ", ".join(str(part) for part in how if part)
    if cited.quotation:
        said += f": “{cited.quotation}”"
    return f"{cited.entry.title} ({said})" if said else cited.entry.title


def _order(then: Then) -> Field:
    """The anchors of what is read, in the order in which it is."""
    anchors = [passage.anchor for passage in then.passages]
    anchors += [placed.anchor for placed in then.photos]
    return tuple(f"{anchor}; " for anchor in anchors)


def _spoken(entry: Entry, name: str) -> str:
    """The language of a field: the entry's for words, none for codes."""
    codes = ("language", "date", "original_url", "text_is", "source_kind", "held",
             "reliability", "credibility", "retrieved_at", "sha256")  # fmt: skip
    return "" if name in codes else entry.language


def _texts(then: Then) -> Iterator[tuple[str, tuple[str, Field]]]:
    """Passages and captions with all that is read of each, by their anchors."""
    for passage in then.passages:
        yield passage.anchor, (passage.language, (_passage(passage),))
    for placed in then.photos:
        yield placed.anchor, (placed.photo.language, (_caption(placed),))


def _passage(passage: Passage) -> str:
    kinds = dict(Passage._meta.get_field("kind").flatchoices)
    is_plain = passage.kind == "paragraph"
    return _lines(
        _emended(passage.verbatim, passage.reading),
        "" if is_plain else f"[{kinds.get(passage.kind, passage.kind)}]",
        passage.emendation if passage.reading else "",
    )


def _caption(placed: Placement) -> str:
    photo = placed.photo
    return _lines(
        placed.series_heading,
        _emended(photo.caption, photo.reading),
        photo.credit_line,
        photo.emendation if photo.reading else "",
    )


def _emended(verbatim: str, reading: str) -> str:
    """As printed, with `[sic: …]` where emended."""
    return "".join(
        f"{part.printed} [sic: {part.reading}]" if part.reading else part.printed
        for part in parts(verbatim, reading)
    )


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _listed(names: Iterator[str]) -> Field:
    """Names in order, each once, as items that are compared whole."""
    return tuple(f"{name}; " for name in sorted(dict.fromkeys(names)))
