"""What the log commits to of a version: its fields by name, and its lists by item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from archive.models import ENTRY_KINDS

from ._entry_as_of import EntryAsOf, list_stored_authors
from ._public_versions import Version

SHARED_FIELDS = ("title", "summary", "reply", "language", "date")
PASSAGE_FIELDS = ("kind", "language", "verbatim", "reading", "emendation")


@dataclass(frozen=True)
class VersionFields:
    """The fields of a version as JSON values by name, such as `title` and
    `passages.p1.verbatim`; its lists, sorted; and the anchors of passages in order."""

    fields: dict[str, Any] = field(default_factory=dict)
    lists: dict[str, list[Any]] = field(default_factory=dict)
    passages: list[str] = field(default_factory=list)


def collect_shown_fields(state: EntryAsOf) -> VersionFields:
    """What readers may see of a version today."""
    entry = state.entry
    fields = _collect_own_fields(state)
    for passage in state.passages:
        for name in PASSAGE_FIELDS:
            fields[_name_passage(passage.anchor, name)] = getattr(passage, name)
    for placed in state.photos:
        value = [placed.photo.id_code, placed.series_heading]
        fields[f"photos.{placed.anchor}"] = value
    if outlet := getattr(entry, "outlet", None):
        fields["outlet"] = outlet.name
    if state.authors:
        fields["authors"] = list(state.authors)
    lists = _collect_shown_lists(state)
    return VersionFields(fields, _sort_lists(lists), [p.anchor for p in state.passages])


def collect_stored_fields(version: Version) -> VersionFields:
    """The same of all that the version's revision holds, with what readers may not see;
    without names from the vocabulary. A source is there with and without its
    passage."""
    state = version.state
    names = (*SHARED_FIELDS, *ENTRY_KINDS[version.entry.kind].own_fields)
    fields: dict[str, Any] = {name: state[name] for name in names if name in state}
    if authors := list_stored_authors(version):
        fields["authors"] = authors
    passages = sorted(state.get("passage", ()), key=lambda row: row["position"])
    for row in passages:
        for name in PASSAGE_FIELDS:
            fields[_name_passage(row["anchor"], name)] = row[name]
    for row in state.get("placement", ()):
        fields[f"photos.{row['anchor']}"] = [row["photo"], row["series_heading"]]
    lists = _collect_stored_lists(state)
    return VersionFields(
        fields, _sort_lists(lists), [row["anchor"] for row in passages]
    )


def _collect_own_fields(state: EntryAsOf) -> dict[str, Any]:
    """The entry's own fields. A version from before a field has none of it."""
    entry = state.entry
    names = [*SHARED_FIELDS, *ENTRY_KINDS[entry.kind].own_fields]
    if entry.kind == "article" and getattr(entry, "text_access", "") != "public":
        names.remove("lead")
    return {name: getattr(entry, name) for name in names if name in state.version.state}


def _collect_shown_lists(state: EntryAsOf) -> dict[str, list[Any]]:
    lists = _collect_evidence([(c.entry.id_code, c.relation) for c in state.evidence])
    return lists | {
        "regions": [[region.code, role] for region, role in state.regions],
        "tags": [tag.key for tag in state.tags],
        "sources": [[c.entry.id_code, c.relation, c.anchor] for c in state.sources],
        "quotations": [
            [c.entry.id_code, c.quotation] for c in state.sources if c.quotation
        ],
        "origins": [cited.entry.id_code for cited in state.origins],
        "relations": [[c.entry.id_code, c.relation] for c in state.relations],
    }


def _collect_stored_lists(state: dict[str, Any]) -> dict[str, list[Any]]:
    evidence = [(r["entry"], r.get("relation")) for r in state.get("evidence", ())]
    return {
        **_collect_evidence(evidence),
        **_collect_stored_citations(state.get("citation", ())),
        "regions": [[r["region"], r["role"]] for r in state.get("entryregion", ())],
        "tags": [row["tag"] for row in state.get("tagging", ())],
        "origins": [row["origin"] for row in state.get("derivation", ())],
        "relations": [
            [r["target"], r["relation"]] for r in state.get("entryrelation", ())
        ],
    }


def _collect_stored_citations(cited: Iterable[dict[str, Any]]) -> dict[str, list[Any]]:
    sources, quotations = [], []
    for row in cited:
        anchors = {row.get("passage") or "", ""}
        sources += [[row["source"], row["relation"], anchor] for anchor in anchors]
        quotations.append([row["source"], row.get("quotation_exact", "")])
    return {"sources": sources, "quotations": quotations}


def _collect_evidence(rows: list[tuple[str, str | None]]) -> dict[str, list[Any]]:
    """Entries (id, relation) that support an event, and those that dispute it."""
    return {
        "evidence": [code for code, relation in rows if relation != "disputes"],
        "disputed_by": [code for code, relation in rows if relation == "disputes"],
    }


def _name_passage(anchor: str, name: str) -> str:
    return f"passages.{anchor}.{name}"


def _sort_lists(lists: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {name: sorted(items) for name, items in lists.items() if items}
