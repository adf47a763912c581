"""Positions of cites: the first one of a work, a subsequent one, *ibid.*"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..processor import Processor
from .citation import CitationCluster, Cite

_NEAR_NOTE_DISTANCE = "5"


def place_cites(
    citations: Sequence[CitationCluster], processor: Processor
) -> list[CitationCluster]:
    """The citations with the position of each cite, as *Choose* in CSL 1.0.2 tells."""
    distance = int(
        processor.options("citation").get("near-note-distance", _NEAR_NOTE_DISTANCE)
    )
    first_notes: dict[str, int] = {}
    last_notes: dict[str, int] = {}
    placed: list[CitationCluster] = []
    for citation in citations:
        cites: list[Cite] = []
        for cite in citation.cites:
            before = _find_cite_before(cites, placed, citation.note)
            position = "first"
            if cite.id in first_notes:
                position = _compare_cites(cite, before)
            near = citation.note - last_notes.get(cite.id, citation.note)
            cites.append(
                replace(
                    cite,
                    position=position,
                    is_near=position != "first" and near <= distance,
                    first_note=str(first_notes.get(cite.id) or ""),
                )
            )
            first_notes.setdefault(cite.id, citation.note)
            last_notes[cite.id] = citation.note
        placed.append(CitationCluster(tuple(cites), citation.note))
    return placed


def _find_cite_before(
    cites: list[Cite], placed: list[CitationCluster], note: int
) -> Cite | None:
    """The cite that *ibid.* may point to."""
    if cites:
        return cites[-1]
    same_kind = [one for one in placed if bool(one.note) == bool(note)]
    if not same_kind or (note and same_kind[-1].note < note - 1):
        return None
    alone = {cite.id for cite in same_kind[-1].cites}
    return same_kind[-1].cites[-1] if len(alone) == 1 else None


def _compare_cites(cite: Cite, before: Cite | None) -> str:
    if before is None or before.id != cite.id:
        return "subsequent"
    if before.locator == cite.locator and before.label == cite.label:
        return "ibid"
    if not cite.locator:
        return "subsequent"
    if before.locator == cite.locator and not before.locator:
        return "ibid"
    return "ibid-with-locator"
