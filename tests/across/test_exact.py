"""Every number is what counting by hand gives, whatever is asked of which archive."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from archive.entry_queries import (
    QueryPlan,
    find_entries,
)
from archive.filters import (
    ROLES,
    SearchFilters,
    make_choices,
    parse_filters,
)
from archive.models import ENTRY_KINDS, Region
from archive.regions import count_by_region
from archive.search import (
    count_by_tag,
    count_kinds_and_tags,
    count_timeline,
    plan_entry_list,
    process_outbox,
    reindex,
    search,
)
from archive.search.results import column_evaluation
from archive.text import dates
from archive.timeline import _page_selection, _timeline, build_lane, build_timeline
from archive.web.regions.region_counts import count_regions, describe_region_entries
from archive.web.timeline.timeline_form import build_filter_options
from tests.byhand import (
    LANGUAGES,
    THESAURUS,
    TREE,
    archive_of,
    found,
    let_ended_embargoes_wait,
)

SEEDS, EXAMPLES = range(2, 4), 8  # 1 to 20 and 40 were tried once
ENDS = (
    "2013",
    "2016-02",
    "2018-05-03",
    "2019-02-11",
    "2019-02",
    "2019",
    "202X",
    "2024-12-31",
    "-0100",
    "Y-100000",
    "2019-24",
    "2018/..",
    "../2019-02-20",
    "0000",
    "Y170000002",
    "[2018,2020]",
)


def some(name, values, most=2):
    """A parameter with a few values, each wanted or left out."""
    value = st.sampled_from([*values, *(f"-{value}" for value in values)])
    chosen = st.lists(value, max_size=most, unique=True)
    return st.one_of(st.just([]), chosen).map(lambda held: [(name, v) for v in held])


def at_most_one(name, values):
    return st.sampled_from([[], [], *([(name, value)] for value in values)])


PAIRS = st.tuples(
    some("kind", ENTRY_KINDS),
    some("region", TREE),
    some("tag", [f"theme/{slug}" for slug in THESAURUS]),
    st.one_of(st.just([]), st.just([]), some("language", LANGUAGES)),
    st.one_of(st.just([]), at_most_one("role", ROLES)),
    st.one_of(st.just([]), at_most_one("from", ENDS)),
    st.one_of(st.just([]), at_most_one("to", ENDS)),
    at_most_one("undated", ["1", "", ""]),
    at_most_one("page", ["1", "2"]),
).map(lambda parts: [pair for part in parts for pair in part])


@pytest.fixture(params=SEEDS)
def archive(request, index, db, monkeypatch):
    """One of several archives, counted by the index although it is small."""
    monkeypatch.setattr(column_evaluation, "LEAST_DOCUMENTS", 0)
    monkeypatch.setattr(
        _page_selection, "MOST_SORTED_ENTRIES", request.param % 2 * 20_000
    )
    known = archive_of(request.param, count_half=reindex)
    let_ended_embargoes_wait()
    return known


def asked(pairs):
    """The filters, or None where its dates are out of order."""
    chosen = parse_filters(QueryDict(urlencode(pairs)))
    return None if chosen.problems else chosen


def exactly(examples=EXAMPLES):
    """Draw filters, as many as asked, on the archive that is there."""
    slow = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    quick = settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=slow,
        database=None,
        phases=(Phase.generate,),
    )
    return lambda test: quick(given(PAIRS)(test))


def pks(entries):
    return {entry.pk for entry in entries}


def bars_are_right(bars, dated):
    for bar in bars.bars:
        first = dates.parse_edtf(bar.date_from).earliest
        last = dates.parse_edtf(bar.date_to).latest
        by_hand = sum(entry.touches(first, last) for entry in dated)
        assert bar.count == by_hand, bar


def the_filters_find_what_passes_them(archive, chosen):
    by_hand = pks(found(archive, chosen))
    assert pks(find_entries(chosen)) == by_hand
    for way in QueryPlan:
        assert pks(find_entries(chosen, plan=way)) == by_hand
    assert find_entries(chosen).count() == len(by_hand)


def the_timeline_shows_and_counts_what_passes(archive, chosen):
    dateless = chosen.with_changes(date_from=None, date_to=None, undated=False)
    passing = found(archive, chosen, "dates")
    dated = [entry for entry in passing if entry.date]
    for is_counted in (True, False):
        counted = count_timeline(dateless).entries if is_counted else None
        view = build_timeline(chosen, find_entries(dateless), counted)
        assert (view.dated, view.undated) == (len(dated), len(passing) - len(dated))
        touching = (
            found(archive, chosen.with_changes(undated=False)) if view.window else dated
        )
        touching = [entry for entry in touching if entry.date]
        assert view.touching == len(touching)
        shown = [] if chosen.undated else sorted(touching, key=place)
        start = (chosen.page - 1) * _timeline.ROWS_PER_PAGE
        rows = [row.entry.pk for row in view.rows]
        assert rows == [
            entry.pk for entry in shown[start : start + _timeline.ROWS_PER_PAGE]
        ]
        for bars in filter(None, (view.overview, view.detail)):
            bars_are_right(bars, dated)
        reports = dateless.with_changes(kinds=make_choices("article"))
        beside = count_timeline(reports).entries if is_counted else None
        both = build_lane(find_entries(reports), view.detail or view.overview, beside)
        told = found(archive, reports)
        bars_are_right(both, [entry for entry in told if entry.date])


def place(entry):
    """By the first possible day, then the narrower date."""
    edtf = dates.parse_edtf(entry.date)
    return (entry.days[0], edtf.latest, -edtf.earliest, entry.pk)


def the_form_of_the_timeline_counts_what_choosing_finds(archive, chosen):
    dateless = chosen.with_changes(date_from=None, date_to=None, undated=False)
    total = len(found(archive, dateless))
    for counted in (count_timeline(dateless), None):
        check_options(
            archive, dateless, build_filter_options(dateless, total, None, counted)
        )


def check_options(archive, dateless, offered):
    for name, values in offered.items():
        for option in values:
            alone = dateless.with_changes(**{name: make_choices(option.value)})
            assert option.number == len(found(archive, alone)), option


def a_region_counts_what_is_tied_to_it_in_each_role(archive, chosen):
    chosen = chosen.with_changes(regions=())
    known = count_regions(chosen)
    passing = found(archive, chosen, "regions")
    for region in Region.objects.exclude(code__endswith="00"):
        for role in ("", *ROLES):
            here = found(
                passing, SearchFilters(regions=make_choices(region.code), role=role)
            )
            assert known.by_role[role].get(region.code, 0) == len(here)
        here = found(
            passing, SearchFilters(regions=make_choices(region.code), role=chosen.role)
        )
        assert pks(known.find_entries_in(region)) == pks(here)
        told = describe_region_entries(known, region, known.find_entries_in(region))
        table_is_right(told, here)
        tags = {chip.label: chip.count for chip in told["tags"]}
        assert tags == tags_of(here)


def table_is_right(told, here):
    """Kinds × years, and that no year is missing where it says so."""
    for row in told["years"]:
        first, last = (dates.day_number(row.year, *end) for end in ((1, 1), (12, 31)))
        of_year = [entry for entry in here if entry.touches(first, last)]
        by_kind = [sum(entry.kind == kind for entry in of_year) for kind in ENTRY_KINDS]
        assert [cell.count for cell in row.cells] == [*by_kind, len(of_year)]
    if told["years_are_whole"]:
        shown = {row.year for row in told["years"]}
        ends = {dates.from_day_number(d)[0] for e in here if e.date for d in e.days}
        assert ends <= shown


def tags_of(entries):
    """Entries by the slug of a concept, those of narrower ones with them."""
    counted = {
        slug: sum(f"theme/{slug}" in entry.tags for entry in entries)
        for slug in THESAURUS
    }
    return {slug: number for slug, number in counted.items() if number}


def lists_and_totals_count_what_passes(archive, chosen):
    passing = found(archive, chosen)
    by_slug = {
        key.partition("/")[2]: n
        for key, n in count_by_tag(find_entries(chosen)).items()
    }
    assert by_slug == tags_of(passing)
    by_code = count_by_region(find_entries(chosen), chosen.roles)
    in_role = SearchFilters(role=chosen.role)
    for code in Region.objects.values_list("code", flat=True):
        here = found(passing, in_role.with_changes(regions=make_choices(code)))
        assert by_code.get(code, 0) == len(here)
    assert plan_entry_list(chosen, 1)[0] == len(passing)
    counted = count_kinds_and_tags(SearchFilters(kinds=chosen.kinds))
    of_kinds = found(archive, SearchFilters(kinds=chosen.kinds))
    by_kind = {kind: sum(e.kind == kind for e in of_kinds) for kind in ENTRY_KINDS}
    total = {kind: m.total for kind, m in counted.by_kind.items() if m.total}
    assert total == {kind: n for kind, n in by_kind.items() if n}


CHECKS = (
    the_filters_find_what_passes_them,
    the_timeline_shows_and_counts_what_passes,
    the_form_of_the_timeline_counts_what_choosing_finds,
    a_region_counts_what_is_tied_to_it_in_each_role,
    lists_and_totals_count_what_passes,
)


@exactly()
def test_every_number_is_what_counting_by_hand_gives(archive, pairs):
    if chosen := asked(pairs):
        for check in CHECKS:
            check(archive, chosen)


@pytest.mark.parametrize("role", ("about", "published_in"))
def test_a_region_tells_as_much_in_each_role_as_in_all(archive, role):
    a_region_counts_what_is_tied_to_it_in_each_role(archive, SearchFilters(role=role))


@pytest.fixture
def indexed(archive):
    """The same archive, once what waits is written."""
    reindex()
    process_outbox()


@exactly()
def test_a_search_and_its_facets_count_what_passes(archive, indexed, pairs):
    if not (chosen := asked(pairs)):
        return
    results = search(chosen.with_changes())
    assert results.total == len(found(archive, chosen))
    for facet in results.facets:
        for value in facet.values:
            alone = chosen.with_changes(**facet.choose(value))
            assert value.count == len(found(archive, alone)), (facet.name, value)
