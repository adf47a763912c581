"""An entry as readers saw it in a version, less what they may not see today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Model

from archive.models import (
    ENTRY_KINDS,
    Article,
    Author,
    Entry,
    Passage,
    Photo,
    Placement,
    Region,
    Tag,
)
from archive.models.entries.author import set_authors
from archive.models.visibility import public_originals
from archive.text.author_names import AuthorName

from ._public_versions import Version, list_versions_by_entry


@dataclass(frozen=True)
class CitedEntry:
    """Another entry that the version named, as it is today.

    `relation` says how it was named, `anchor` in which passage, `locator` where in it,
    and `quotation` with which words ("" where the passage is not shown).
    """

    entry: Entry
    relation: str
    anchor: str = ""
    locator: str = ""
    quotation: str = ""


@dataclass(frozen=True)
class EntryAsOf:
    """The entry of a version as an unsaved record, with the rows that belonged to it.

    `authors` are the names that an editor confirmed. `withheld` are anchors of passages
    that readers see as a placeholder. Names of regions, tags and cited entries are
    those of today.
    """

    version: Version
    entry: Entry
    authors: tuple[AuthorName, ...] = ()
    passages: tuple[Passage, ...] = ()
    withheld: tuple[tuple[str, int], ...] = ()
    photos: tuple[Placement, ...] = ()
    regions: tuple[tuple[Region, str], ...] = ()
    tags: tuple[Tag, ...] = ()
    sources: tuple[CitedEntry, ...] = ()
    origins: tuple[CitedEntry, ...] = ()
    evidence: tuple[CitedEntry, ...] = ()
    relations: tuple[CitedEntry, ...] = ()


def load_entry_as_of(version: Version) -> EntryAsOf:
    """What readers may see of a version today; at most nine queries.

    A passage that became confidential or boilerplate since is withheld in every
    version; so is all text where the article's text is now for editors only. Sources,
    photos and evidence that are not public now are left out.
    """
    state = version.state
    passages, withheld = _restore_passages(version)
    anchors = {passage.anchor for passage in passages}
    is_open = version.entry.kind != "article" or _is_open(version)
    named = _load_public_entries(
        [row["source"] for row in state.get("citation", ())]
        + [row["origin"] for row in state.get("derivation", ())]
        + [row["entry"] for row in state.get("evidence", ())]
        + [row["target"] for row in state.get("entryrelation", ())]
    )

    def cited(rows: str, key: str) -> tuple[CitedEntry, ...]:
        rows_then = state.get(rows, ())
        return _restore_citations(rows_then, key, named, anchors, is_open=is_open)

    return EntryAsOf(
        version=version,
        entry=_restore_entry(version, is_open=is_open),
        authors=tuple(list_stored_authors(version)),
        passages=passages,
        withheld=withheld,
        photos=_restore_placements(version),
        regions=restore_regions(state.get("entryregion", ())),
        tags=restore_tags(state.get("tagging", ())),
        sources=cited("citation", "source"),
        origins=cited("derivation", "origin"),
        evidence=cited("evidence", "entry"),
        relations=cited("entryrelation", "target"),
    )


def _restore_entry(version: Version, *, is_open: bool = True) -> Entry:
    """The entry's own fields as they were, as a record that must not be saved;
    `is_open` says whether readers may have the text of an article."""
    live, state = version.entry, version.state
    entry: Entry = restore_row(ENTRY_KINDS[live.kind].model, state)
    entry.pk = live.pk  # what is asked of it, such as its corrections, is the entry's
    entry.id_code, entry.kind, entry.slug = live.id_code, live.kind, live.slug
    entry.version = version.number
    entry.first_published_at = live.first_published_at
    entry.is_demonstration = live.is_demonstration
    set_authors(entry, _restore_authors(version))
    if isinstance(entry, Article):
        if not is_open:
            entry.lead, entry.text_access = "", "editors"
        if not _is_original_public(version):
            entry.sha256 = ""
    return entry


def list_stored_authors(version: Version) -> list[AuthorName]:
    """The names of the authors that the version's revision holds."""
    return [row.name for row in _restore_authors(version)]


def _restore_authors(version: Version) -> list[Author]:
    """In their order; none in versions from before they were rows."""
    rows = [restore_row(Author, row) for row in version.state.get("author", ())]
    return sorted(rows, key=lambda row: row.position)


def restore_row(model: type[Model], state: dict[str, Any]) -> Any:
    """A row of `model` with the columns that the state has."""
    values = {
        column.attname: column.to_python(state[column.attname])
        for column in model._meta.concrete_fields
        if column.attname in state and not column.primary_key
    }
    return model(**values)


def _is_open(version: Version) -> bool:
    """Whether the text was open to readers in this version, and is now."""
    if version.state.get("text_access") != "public":
        return False
    return Article.objects.filter(pk=version.entry.pk, text_access="public").exists()


def _is_original_public(version: Version) -> bool:
    """Whether readers may have the checksum of the article's original now."""
    articles = Article.objects.filter(public_originals(), pk=version.entry.pk)
    return articles.exists()


def _restore_passages(
    version: Version,
) -> tuple[tuple[Passage, ...], tuple[tuple[str, int], ...]]:
    rows = version.state.get("passage", ())
    if not rows or not _is_open(version):
        return (), ()
    mine = Passage.objects.filter(article=version.entry.pk)
    open_now = mine.public().values("pk")
    hidden = set(mine.exclude(pk__in=open_now).values_list("anchor", flat=True))
    visible_passages, withheld = [], []
    for row in sorted(rows, key=lambda row: row["position"]):
        if row["left_out_because"]:
            continue
        if row["audience"] != "public" or row["anchor"] in hidden:
            withheld.append((row["anchor"], row["position"]))
        else:
            visible_passages.append(restore_row(Passage, row))
    return tuple(visible_passages), tuple(withheld)


def _restore_placements(version: Version) -> tuple[Placement, ...]:
    """The photos of the article, each as it was when this version became public."""
    rows = version.state.get("placement", ())
    live = _load_public_entries([row["photo"] for row in rows])
    versions_by_photo = list_versions_by_entry(list(live.values()))
    placed = []
    for row in sorted(rows, key=lambda row: (row["position"], row["anchor"])):
        photo = live.get(row["photo"])
        before = (
            [one for one in versions_by_photo[photo.pk] if one.at <= version.at]
            if photo
            else []
        )
        if before:
            placed.append(
                Placement(
                    photo=cast(Photo, _restore_entry(before[-1])),
                    anchor=row["anchor"],
                    position=row["position"],
                    series_heading=row["series_heading"],
                )
            )
    return tuple(placed)


def _load_public_entries(codes: Iterable[str]) -> dict[str, Entry]:
    """With those that were merged: their addresses lead on."""
    named = Entry.objects.with_shown_versions().filter(id_code__in=set(codes))
    entries = named.order_by()
    return {entry.id_code: entry for entry in entries}


def _restore_citations(
    rows: Iterable[dict[str, Any]],
    key: str,
    named: dict[str, Entry],
    anchors: set[str],
    *,
    is_open: bool,
) -> tuple[CitedEntry, ...]:
    return tuple(
        _restore_citation(row, named[row[key]], anchors, is_open=is_open)
        for row in rows
        if row[key] in named
    )


def _restore_citation(
    row: dict[str, Any], entry: Entry, anchors: set[str], *, is_open: bool
) -> CitedEntry:
    anchor = row["passage"] if row.get("passage") in anchors else ""
    # As on the living page: no words of a text that readers do not see.
    is_shown = is_open and not (row.get("passage") and not anchor)
    return CitedEntry(
        entry,
        row.get("relation", ""),
        anchor,
        row.get("locator", ""),
        row.get("quotation_exact", "") if is_shown else "",
    )


def restore_regions(rows: Iterable[dict[str, Any]]) -> tuple[tuple[Region, str], ...]:
    """The regions that a state names, with their roles. Two queries."""
    codes = {row["region"] for row in rows}
    by_code = Region.objects.prefetch_related("names").map_by_codes(codes)
    return tuple(
        (by_code[row["region"]], row["role"])
        for row in rows
        if row["region"] in by_code
    )


def restore_tags(rows: Iterable[dict[str, Any]]) -> tuple[Tag, ...]:
    """The tags that a state names. Two queries."""
    keys = [row["tag"] for row in rows]
    slugs = {key.rpartition("/")[2] for key in keys}
    tags = Tag.objects.filter(slug__in=slugs).prefetch_related("labels")
    by_key = {tag.key: tag for tag in tags}
    return tuple(by_key[key] for key in keys if key in by_key)
