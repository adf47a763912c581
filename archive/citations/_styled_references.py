"""References in words, in a style that readers choose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from archive.models import Correction, Entry
from archive.text import dates

from ._csl import Processor, Run
from ._csl_records import latest_capture, locator, record
from ._styles import NAMES, locale_file, locale_of, style_file

STYLES = NAMES


@dataclass(frozen=True)
class Cited:
    """A work in a style: `full` in a list of references, `in_text` where it is named.

    Both are runs of plain text, each in one shape. `note` is the archive's own: which
    record and version it is where the style does not say so, that this version was a
    correction, the day and SHA-256 of a copy. As a string: the full reference and note.
    """

    full: tuple[Run, ...]
    in_text: tuple[Run, ...]
    note: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (plain(self.full), self.note) if part)


def plain(runs: Iterable[Run]) -> str:
    """Runs as one line of text."""
    return " ".join("".join(run.text for run in runs).split("\n")).strip()


def cite(
    entry: Entry,
    language: str,
    anchor: str = "",
    of: str = "record",
    style: str = "apa",
) -> Cited:
    """An entry in a style, for readers of `language` (de, en, zh; any other is en).

    `anchor` names a passage or caption, `of` what is cited: the record, the archive's
    copy, or the original. Raises KeyError for an unknown style. Costs the queries of
    `record` and up to two more; the first use of a style reads its file.
    """
    found = cite_record(record(entry, of, anchor, language), language, style, anchor)
    corrected = _corrections([entry]) if of == "record" else {}
    return _with_note(found, entry, of, language, corrected)


def cite_all(
    entries: Sequence[Entry], language: str, style: str = "apa", first: int = 1
) -> list[Cited]:
    """Records of a list in a style and in the order given, numbered from `first` where
    the style numbers. Each is as `cite` has it, for one query more in all."""
    corrected = _corrections(entries)
    return [
        _with_note(
            cite_record(record(entry, language=language), language, style, "", number),
            entry,
            "record",
            language,
            corrected,
        )
        for number, entry in enumerate(entries, start=first)
    ]


def cite_record(
    item: Mapping[str, Any],
    language: str,
    style: str = "apa",
    anchor: str = "",
    number: int = 1,
) -> Cited:
    """A CSL record in a style, with its number in a list where the style numbers.
    Raises KeyError for an unknown style."""
    processor = _processor(style, _short(language))
    at = locator(anchor)
    place, label = at.get("locator", ""), at.get("label", "page")
    in_text = processor.cite(item, place, label, number)
    # A style may keep a work out of its list; what it is in words is then its note.
    full = processor.reference(item, number) or processor.cite(item, number=number)
    return Cited(tuple(full), tuple(in_text))


def bibliography(
    records: Iterable[Mapping[str, Any]], style: str, language: str
) -> list[Cited]:
    """CSL records in a style, in the order given and numbered where the style numbers.
    Raises KeyError for a style.

    Works by one author in one year are not told apart by letters. 400 to 1,800 works a
    second of CPU, by style.
    """
    return [
        cite_record(item, language, style, "", number)
        for number, item in enumerate(records, start=1)
    ]


def _short(language: str) -> str:
    short = language.partition("-")[0].lower()
    return short if short in ("de", "zh") else "en"


@lru_cache(maxsize=32)
def _processor(style: str, language: str) -> Processor:
    locale = locale_of(style, language)
    return Processor(style_file(style, language), locale_file(locale), locale)


# By entry: kind, moment, version.
Corrections = dict[int, list[tuple[str, Any, int | None]]]


def _with_note(
    found: Cited, entry: Entry, of: str, language: str, corrected: Corrections
) -> Cited:
    with override(language):
        note = _noted(entry, of, plain(found.full), language, corrected)
    return replace(found, note=" ".join(note))


def _noted(
    entry: Entry, of: str, said: str, language: str, corrected: Corrections
) -> list[str]:
    if of == "original":
        return []
    found = []
    if entry.id_code_display not in said:
        values = {"id": entry.id_code_display, "n": entry.version}
        record_is = _("record %(id)s, version %(n)s") % values
        found.append(f"{settings.SITE_NAME}, {record_is}.")
    if of == "capture":
        return [*found, *copied(entry, language)]
    return [*found, *_corrected(entry, language, corrected)]


def copied(entry: Entry, language: str) -> list[str]:
    """What is said of the copy that is cited: its day and SHA-256; up to one query."""
    capture = latest_capture(entry)
    if capture is None or capture.captured_at is None:
        return []
    values = {"day": _day(capture.captured_at, language), "hash": capture.sha256}
    if capture.sha256:
        return [_("Copy of %(day)s, SHA-256 %(hash)s.") % values]
    return [_("Copy of %(day)s.") % values]


def _corrections(entries: Sequence[Entry]) -> Corrections:
    """The public corrections of entries; one query."""
    rows = Correction.objects.public().filter(entry__in=[e.pk for e in entries])
    found: Corrections = {}
    for pk, kind, at, version in rows.values_list(
        "entry_id", "kind", "at", "revision__public_version"
    ):
        found.setdefault(pk, []).append((kind, at, version))
    return found


def _corrected(entry: Entry, language: str, corrected: Corrections) -> list[str]:
    """What the cited version corrected, and when, each kind once."""
    words = {
        "correction": _("Corrected %(day)s."),
        "clarification": _("Clarified %(day)s."),
        "retraction": _("Retracted in part %(day)s."),
    }
    return sorted(
        {
            words[kind] % {"day": _day(at, language)}
            for kind, at, version in corrected.get(entry.pk, [])
            if version == entry.version
        }
    )


def _day(at: Any, language: str) -> str:
    return dates.parse(f"{at:%Y-%m-%d}").display(language)
