"""What regions and tags add to the documents of their entries, read once for many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from archive.models import SUBJECT_ROLES, EntryRegion, Region, Tag, Tagging

from .terms import extract_name_terms

Tied = TypeVar("Tied")


@dataclass(frozen=True)
class NamedBranch:
    """A region or tag: the ids of it and of all above it, and the terms of its names in
    every language."""

    ids: frozenset[int]
    exact: tuple[str, ...]
    pairs: tuple[str, ...]


@dataclass
class EntryBranches:
    """The regions and tags of an entry: ids by column, and the branches whose names it
    is found by."""

    ids: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    named: list[NamedBranch] = field(default_factory=list)


class VocabularyTerms:
    """Regions and tags as they are when they are first asked for; not for longer than
    one commit of the index, because names change."""

    def __init__(self) -> None:
        self._regions: dict[int, NamedBranch] = {}
        self._tags: dict[int, NamedBranch] = {}

    def load_branches(self, entries: Collection[int]) -> dict[int, EntryBranches]:
        """The regions and tags of these entries by their ids; two queries, and six for
        regions and tags that were not asked for before."""
        tagged = Tagging.objects.filter(entry__in=entries)
        tags = list(tagged.values_list("entry_id", "tag_id"))
        placed = EntryRegion.objects.filter(entry__in=entries)
        rows = placed.values_list("entry_id", "role", "region_id")
        regions = [((entry, role), region) for entry, role, region in rows]
        self._load_tags({tag for _entry, tag in tags} - self._tags.keys())
        self._load_regions({region for _tie, region in regions} - self._regions.keys())
        found = {pk: EntryBranches() for pk in entries}
        # What was merged since has none; its entries are in the outbox.
        for entry, branch in _match_branches(tags, self._tags):
            found[entry].ids["tags"] |= branch.ids
            found[entry].named.append(branch)
        for (entry, role), branch in _match_branches(regions, self._regions):
            found[entry].ids[role] |= branch.ids
            if role in SUBJECT_ROLES:
                found[entry].ids["regions"] |= branch.ids
                found[entry].named.append(branch)
        return found

    def _load_tags(self, ids: Collection[int]) -> None:
        tags = Tag.objects.filter(pk__in=ids).order_by().prefetch_related("labels")
        above = {tag.pk: tag.path.rstrip("|").split("|") for tag in tags}
        slugs = {key.partition("/")[2] for keys in above.values() for key in keys}
        rows = Tag.objects.filter(slug__in=slugs).order_by() if slugs else ()
        by_key = {tag.key: tag.pk for tag in rows}
        for tag in tags:
            names = (label.label for label in tag.labels.all())
            self._tags[tag.pk] = _make_branch(above[tag.pk], by_key, names)

    def _load_regions(self, ids: Collection[int]) -> None:
        regions = Region.objects.filter(pk__in=ids).order_by().prefetch_related("names")
        above = {one.pk: one.path.rstrip("/").split("/") for one in regions}
        codes = {code for some in above.values() for code in some}
        rows = Region.objects.filter(code__in=codes).order_by() if codes else ()
        by_code = {region.code: region.pk for region in rows}
        for region in regions:
            names = (name.name for name in region.names.all())
            self._regions[region.pk] = _make_branch(above[region.pk], by_code, names)


def _match_branches(
    ties: Iterable[tuple[Tied, int]], branches: Mapping[int, NamedBranch]
) -> Iterator[tuple[Tied, NamedBranch]]:
    return ((tied, branches[pk]) for tied, pk in ties if pk in branches)


def _make_branch(
    above: Iterable[str], ids: Mapping[str, int], names: Iterable[str]
) -> NamedBranch:
    terms = [extract_name_terms(name) for name in names]
    return NamedBranch(
        frozenset(ids[key] for key in above if key in ids),
        tuple(term for exact, _pairs in terms for term in exact),
        tuple(term for _exact, pairs in terms for term in pairs),
    )
