"""References in the styles that readers choose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from archive.models import Entry
from archive.site_name import find_site_name
from archive.text.languages import detect_language
from archive.text.punctuation import punctuation_marks

from ._archive_notes import ArchiveNotes, load_notes, write_day
from ._csl import Processor, TextRun, merge_runs
from ._csl_dates import csl_day
from ._csl_records import csl_locator, csl_record, latest_capture
from ._styles import (
    GB7714_STYLES,
    STYLE_NAMES,
    locale_file,
    reference_language,
    style_file,
    work_locale,
)

STYLES = STYLE_NAMES
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


@dataclass(frozen=True)
class CitedWork:
    """A work in a style: `full` in a list of references, `in_text` for a citation.

    Both are runs of text; `in_text` is a footnote where `is_footnote`. `note` is the
    archive's own: the record and version where the
    style does not name them, what this version corrected, the day and SHA-256 of a
    copy. As a string: the full reference and the note.
    """

    full: tuple[TextRun, ...]
    in_text: tuple[TextRun, ...]
    note: str = ""
    is_footnote: bool = False

    def __str__(self) -> str:
        return " ".join(part for part in (runs_to_text(self.full), self.note) if part)


def runs_to_text(runs: Iterable[TextRun]) -> str:
    """Runs as one line of text."""
    return " ".join("".join(run.text for run in runs).split("\n")).strip()


def cite(
    entry: Entry,
    language: str,
    anchor: str = "",
    target: str = "record",
    style: str = "apa",
) -> CitedWork:
    """An entry in a style, for readers of `language` (de, en, zh; any other is en), in
    the language that `reference_language` names.

    `anchor` names a passage or caption. `target` is the record, the capture (the
    archive's copy) or the original. Costs the queries of `csl_record` and up to two
    more; the first use of a style reads its file. Raises KeyError for an unknown style.
    """
    language = reference_language(style, language)
    item = entry_record(entry, target, anchor, language, style)
    reference = cite_record(item, language, style, anchor)
    notes = load_notes([entry] if target == "record" else [])
    reference = replace(reference, note=date_in_words(item, language, style))
    return add_note(reference, entry, target, language, notes)


def entry_record(
    entry: Entry, target: str, anchor: str, language: str, style: str
) -> dict[str, Any]:
    """The CSL record of an entry, with what a style asks for beyond the data.

    GB/T 7714 asks for the day on which something online was cited; it has no place for
    an archive, which prints as a publisher, so the note alone names it.
    """
    item = csl_record(entry, target, anchor, language)
    if style not in GB7714_STYLES:
        return item
    if item.get("container-title") == item.pop("archive", ""):
        item.pop("container-title", None)
    item.pop("medium", None)  # prints where the standard has a code: `[Z/OL]`
    item.pop("event-date", None)  # prints as part of the title, in words
    if item.get("URL") and "accessed" not in item:
        item["accessed"] = csl_day(timezone.localdate())
    return item


def date_in_words(item: Mapping[str, Any], language: str, style: str) -> str:
    """The sentence of a note for a date that GB/T 7714 cuts to a year: `[2019]`."""
    words = item.get("issued", {}).get("literal", "")
    if style not in GB7714_STYLES or not words:
        return ""
    marks = punctuation_marks(language)
    with override(language):
        return f"{_('Date')}{marks.colon}{words}{marks.stop}"


def cite_record(
    item: Mapping[str, Any],
    language: str,
    style: str = "apa",
    anchor: str = "",
    number: int = 1,
) -> CitedWork:
    """A CSL record in a style, with its number in a list where the style numbers.

    Raises KeyError for an unknown style.
    """
    processor = choose_processor(style, language, item)
    item = adapt_record(item, style)
    at = csl_locator(anchor)
    place, label = at.get("locator", ""), at.get("label", "page")
    in_text = processor.render_citation(item, place, label, number)
    # A style may leave a work out of its list; then the citation is the reference.
    full = processor.render_reference(item, number) or processor.render_citation(
        item, number=number
    )
    return CitedWork(
        tuple(merge_runs(full)),
        tuple(merge_runs(in_text)),
        "",
        processor.writes_footnotes,
    )


def choose_processor(style: str, language: str, item: Mapping[str, Any]) -> Processor:
    """The processor of a style for readers of `language`, for one work. Raises KeyError
    for an unknown style.
    """
    language = _style_language(reference_language(style, language))
    return _load_processor(style, language, _is_chinese_work(item))


def adapt_record(item: Mapping[str, Any], style: str) -> Mapping[str, Any]:
    """A CSL record with what a style needs said in another way."""
    if style in GB7714_STYLES:
        item = _estimate_year(item)
    if style == "infoclio" and "container-title" not in item:
        item = _drop_paper(item)
    return _name_archive_once(item)


def _style_language(language: str) -> str:
    short = language.partition("-")[0].lower()
    return short if short in ("de", "zh") else "en"


def _is_chinese_work(item: Mapping[str, Any]) -> bool:
    """Whether a work is in Chinese; by its title where its language is not known."""
    language = str(item.get("language") or detect_language(str(item.get("title", ""))))
    return language.partition("-")[0] == "zh"


def _estimate_year(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """The work with the year of a date in words as GB/T 7714 prints it: `[2019]`."""
    issued = item.get("issued", {})
    year = _YEAR.search(str(issued.get("literal", "")))
    if not year:
        return item
    return {**item, "issued": {"date-parts": [[int(year[0])]], "circa": True}}


def _drop_paper(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """An article of an unknown paper as a document: infoclio.ch prints `in` without a
    name after it.
    """
    is_article = item["type"].startswith("article-")
    return {**item, "type": "document"} if is_article else item


def _name_archive_once(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """The work without its container where that is the archive, which holds it too: an
    event, which styles would print as `Surveillance Archive. Surveillance Archive`.
    """
    if "archive" not in item or item["archive"] != item.get("container-title"):
        return item
    return {name: value for name, value in item.items() if name != "container-title"}


@lru_cache(maxsize=64)
def _load_processor(style: str, language: str, is_chinese: bool) -> Processor:
    locale = work_locale(style, language, is_chinese)
    return Processor(
        style_file(style, language), locale_file(locale), locale, reads_markup=False
    )


def add_note(
    work: CitedWork,
    entry: Entry,
    target: str,
    language: str,
    notes: ArchiveNotes,
) -> CitedWork:
    """The work with the archive's own note behind the one that it has."""
    with override(language):
        note = _note_sentences(entry, target, runs_to_text(work.full), language, notes)
    space = punctuation_marks(language).space
    return replace(work, note=space.join(filter(None, [work.note, *note])))


def _note_sentences(
    entry: Entry,
    target: str,
    reference: str,
    language: str,
    notes: ArchiveNotes,
) -> list[str]:
    if target == "original":
        return []
    sentences = []
    if entry.id_code_display not in reference:
        values = {"id": entry.id_code_display, "n": entry.version}
        record = _("entry %(id)s, version %(n)s") % values
        marks = punctuation_marks(language)
        sentences.append(f"{find_site_name(language)}{marks.comma}{record}{marks.stop}")
    if target == "capture":
        return [*sentences, *copy_sentences(entry, language)]
    return [*sentences, *notes.write_sentences(entry, language)]


def copy_sentences(entry: Entry, language: str) -> list[str]:
    """Sentences on the cited copy: its day and SHA-256. Up to one query."""
    capture = latest_capture(entry)
    if capture is None or capture.captured_at is None:
        return []
    values = {"day": write_day(capture.captured_at, language), "hash": capture.sha256}
    if capture.sha256:
        return [_("Copy of %(day)s, SHA-256 %(hash)s.") % values]
    return [_("Copy of %(day)s.") % values]
