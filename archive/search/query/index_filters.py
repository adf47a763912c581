"""Filters as conditions on columns of the index."""

from __future__ import annotations

from collections.abc import Callable

from archive.filters import (
    Choices,
    SearchFilters,
    count_microseconds,
    find_added_moments,
    find_listed_ids,
    list_chosen,
    list_excluded,
)
from archive.models import (
    ENTRY_KINDS,
    SUBJECT_ROLES,
    Entry,
    Outlet,
    Region,
    Source,
    Tag,
)
from archive.search.engines.protocol import FilterGroup
from archive.search.engines.query_tree import (
    And,
    ColumnBetween,
    ColumnIn,
    ColumnMissing,
    DocumentIn,
    MatchNone,
    Not,
    Or,
    QueryNode,
)
from archive.text import dates
from archive.text.dates import OPEN_EARLIEST, OPEN_LATEST
from archive.text.quantities.notations import find_whole_notations

from .query_names import find_region_ids, find_tag_ids

NodeOfValue = Callable[[str], QueryNode]


def list_set_fields(filters: SearchFilters) -> list[str]:
    """The fields that filter, but for dates, and are set."""
    return [field for field in CONDITIONS if filters.choices(field)]


def build_filter(filters: SearchFilters, field: str) -> FilterGroup:
    """The filter of one field; a query where it names regions, tags or sources."""
    condition = CONDITIONS[field](filters)
    return FilterGroup(field, _combine_choices(filters.choices(field), condition))


def build_date_filter(filters: SearchFilters) -> FilterGroup | None:
    """The filter of all three fields of dates; None where none is set."""
    node = _build_date_node(filters)
    return None if node is None else FilterGroup("date", node)


def build_added_filter(filters: SearchFilters) -> FilterGroup | None:
    """The filter of when an entry was added; None where it is not set."""
    if filters.added is None:
        return None
    begin, end = map(count_microseconds, find_added_moments(filters.added))
    return FilterGroup("added", ColumnBetween("added", begin, end - 1))


def build_listed_filter(filters: SearchFilters) -> FilterGroup | None:
    """The filter of what a narrative or basket names; None where none is set."""
    listed = find_listed_ids(filters)
    return None if listed is None else FilterGroup("listed", DocumentIn(listed))


def choose_region_column(filters: SearchFilters) -> str:
    """The column of the regions in the roles that the filters look at."""
    return "regions" if filters.roles == SUBJECT_ROLES else filters.roles[0]


def build_date_overlap(earliest: int, latest: int) -> QueryNode:
    """What may fall on a day from `earliest` to `latest`, as `EntryQuerySet.touching`
    says it: a date with an open end counts at its known end only."""
    begun = ColumnBetween("begins", None, latest)
    return And((begun, ColumnBetween("ends", earliest, None)))


def build_value_node(field: str, text: str) -> QueryNode | None:
    """The condition of `region:`, `tag:`, `kind:`, `language:` or `date:`; None where
    the value is not known."""
    return VALUE_NODES[field](text)


def _build_region_node(text: str) -> QueryNode | None:
    pks = find_region_ids(text)
    return ColumnIn("regions", tuple(pks)) if pks else None


def _build_tag_node(text: str) -> QueryNode | None:
    pks = find_tag_ids(text)
    return ColumnIn("tags", tuple(pks)) if pks else None


def _build_kind_node(text: str) -> QueryNode | None:
    kind = text.lower()
    return ColumnIn("kind", (kind,)) if kind in ENTRY_KINDS else None


def _build_language_node(text: str) -> QueryNode:
    if "-" in text:
        return ColumnIn("language", (text,))
    return ColumnIn("base_language", (text.lower(),))


def _build_typed_date_node(text: str) -> QueryNode | None:
    notations = find_whole_notations(text)
    printed = [notation.term for notation in notations if "-" in notation.term]
    try:
        edtf = dates.parse_typed_date(printed[0] if printed else text)
    except dates.DateError:
        return None
    return build_date_overlap(edtf.earliest, edtf.latest)


VALUE_NODES: dict[str, Callable[[str], QueryNode | None]] = {
    "region": _build_region_node,
    "tag": _build_tag_node,
    "kind": _build_kind_node,
    "language": _build_language_node,
    "date": _build_typed_date_node,
}


def _build_date_node(filters: SearchFilters) -> QueryNode | None:
    begin, end = filters.date_from, filters.date_to
    if filters.undated:
        return ColumnMissing("earliest")
    if not begin and not end:
        return None
    return build_date_overlap(
        begin.earliest if begin else OPEN_EARLIEST, end.latest if end else OPEN_LATEST
    )


def _combine_choices(choices: Choices, condition: NodeOfValue) -> QueryNode:
    """Entries that have one of the chosen values and none of the excluded ones."""
    included = [condition(value) for value in list_chosen(choices)]
    excluded = [Not(condition(value)) for value in list_excluded(choices)]
    return And((*([Or(tuple(included))] if included else ()), *excluded))


def _match_column(column: str) -> NodeOfValue:
    return lambda value: ColumnIn(column, (value,))


def _match_language(code: str) -> QueryNode:
    """The language with its variants: `de` holds `de-CH`."""
    if "-" not in code:
        return ColumnIn("base_language", (code,))
    narrower = Entry.objects.public().filter(language__startswith=f"{code}-")
    codes = narrower.order_by().values_list("language", flat=True).distinct()
    return ColumnIn("language", (code, *codes))


def _match_ids(column: str, keys: dict[str, int]) -> NodeOfValue:
    return lambda value: (
        ColumnIn(column, (keys[value],)) if value in keys else MatchNone()
    )


def _match_regions(filters: SearchFilters) -> NodeOfValue:
    known, codes = _split_known(filters, filters.regions)
    regions = Region.objects.filter(code__in=codes).order_by() if codes else ()
    ids = known | {region.code: region.pk for region in regions}
    return _match_ids(choose_region_column(filters), ids)


def _match_tags(filters: SearchFilters) -> NodeOfValue:
    known, keys = _split_known(filters, filters.tags)
    slugs = [key.partition("/")[2] for key in keys]
    tags = Tag.objects.filter(slug__in=slugs).order_by() if slugs else ()
    return _match_ids("tags", known | {tag.key: tag.pk for tag in tags})


def _split_known(
    filters: SearchFilters, choices: Choices
) -> tuple[dict[str, int], list[str]]:
    """The ids of chosen regions or tags that the parser looked up, and the others."""
    branches = filters.branches
    ids = {c.value: branches[c.value].ids for c in choices if c.value in branches}
    known = {name: of_branch[0] for name, of_branch in ids.items() if of_branch}
    return known, [c.value for c in choices if c.value not in known]


def _match_sources(filters: SearchFilters) -> NodeOfValue:
    """Sources that are public themselves: a confidential one finds nothing."""
    codes = [choice.value for choice in filters.source]
    sources = Source.objects.public().filter(id_code__in=codes).order_by()
    return _match_ids("sources", {s.id_code: s.pk for s in sources} if codes else {})


def _match_outlets(filters: SearchFilters) -> NodeOfValue:
    slugs = [choice.value for choice in filters.outlets]
    outlets = Outlet.objects.filter(slug__in=slugs).order_by() if slugs else ()
    return _match_ids("outlets", {outlet.slug: outlet.pk for outlet in outlets})


def _match_credit(name: str) -> QueryNode:
    return ColumnIn("credited", (name.casefold(),))


CONDITIONS: dict[str, Callable[[SearchFilters], NodeOfValue]] = {
    "kinds": lambda _filters: _match_column("kind"),
    "regions": _match_regions,
    "tags": _match_tags,
    "languages": lambda _filters: _match_language,
    "credit": lambda _filters: _match_credit,
    "source": _match_sources,
    "outlets": _match_outlets,
}
