"""From the state as published to what may be read of it now."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from archive.models import Entry, Narrative
from archive.models.entries.entry import EntryQuerySet
from archive.models.entries.regions_and_tags import prefetch_vocabulary
from archive.models.narrative import get_narrative_address
from archive.models.prepared_queries import prepare_query
from archive.text import idcodes


@dataclass(frozen=True)
class PublicStep:
    """One entry on the path; `anchor` names a passage or caption of it, or is empty."""

    entry: Entry
    anchor: str
    heading: str
    note: str

    @property
    def url(self) -> str:
        """Where the step leads."""
        return self.entry.get_absolute_url() + (
            f"#{self.anchor}" if self.anchor else ""
        )


@dataclass(frozen=True)
class PublicNarrative:
    """A narrative with its steps, those left out whose entry nobody may see."""

    id_code: str
    title: str
    summary: str
    language: str
    version: int
    steps: tuple[PublicStep, ...]

    @property
    def url(self) -> str:
        """Its page."""
        return get_narrative_address(self.id_code, self.title)

    @property
    def id_code_display(self) -> str:
        """The id as it is printed: 4F7K-9Q2T."""
        return idcodes.format_id_code(self.id_code)


def load_public_narratives(
    narratives: Iterable[Narrative], *, with_vocabulary: bool = True
) -> list[PublicNarrative]:
    """Public narratives read `with_published`, as they were published last.

    Whether an entry may be seen is asked now: a step of one that was withdrawn since
    is left out without a gap, and one that was merged leads over the other. One query
    for all, two more where an entry is not public, four more for places and tags.
    """
    states = [(one, _read_published_state(one)) for one in narratives]
    id_codes = {step["entry"] for _one, state in states for step in state["steps"]}
    entries = _load_by_code(id_codes, with_vocabulary=with_vocabulary)
    if gone := id_codes - entries.keys():
        leads_to = Entry.objects.map_merged_codes(gone)
        others = _load_by_code(leads_to.values(), with_vocabulary=with_vocabulary)
        entries |= {code: others[into] for code, into in leads_to.items()}
    return [_make_public_narrative(one, state, entries) for one, state in states]


def _load_by_code(
    id_codes: Collection[str], *, with_vocabulary: bool
) -> dict[str, Entry]:
    entries = _read_public_entries(id_codes)
    if with_vocabulary:
        prefetch_vocabulary(entries)
    return {entry.id_code: entry for entry in entries}


@prepare_query
def _read_public_entries(id_codes: Collection[str]) -> EntryQuerySet:
    return Entry.objects.public().filter(id_code__in=id_codes)


def preview_narrative(narrative: Narrative, entries: EntryQuerySet) -> PublicNarrative:
    """The text being written, with those steps whose entry is among `entries`."""
    rows = narrative.steps.order_by("position", "pk")
    step_entries = entries.filter(pk__in=rows.values("entry"))
    by_key = {entry.pk: entry for entry in step_entries.with_vocabulary()}
    steps = (
        PublicStep(by_key[row.entry_id], row.anchor, row.heading, row.note)
        for row in rows
        if row.entry_id in by_key
    )
    return PublicNarrative(
        narrative.id_code,
        narrative.title,
        narrative.summary,
        narrative.language,
        narrative.version + 1,
        tuple(steps),
    )


def find_narratives_with(entry: Entry) -> list[PublicNarrative]:
    """The public narratives that lead over this public entry; one query.

    A working copy may name it already: what counts is what was published.
    """
    named = Narrative.objects.public().leading_over(entry)
    return [
        _make_public_narrative(one, _read_published_state(one), {}) for one in named
    ]


def _read_published_state(narrative: Narrative) -> dict[str, Any]:
    """The state that `with_published` reads as a column of its own."""
    state: dict[str, Any] = json.loads(vars(narrative)["published"])
    return state


def _make_public_narrative(
    one: Narrative, state: dict[str, Any], entries: dict[str, Entry]
) -> PublicNarrative:
    return PublicNarrative(
        one.id_code,
        state["title"],
        state["summary"],
        state["language"],
        one.version,
        tuple(
            PublicStep(
                entries[step["entry"]], step["anchor"], step["heading"], step["note"]
            )
            for step in state["steps"]
            if step["entry"] in entries
        ),
    )
