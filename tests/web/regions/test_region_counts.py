"""The numbers of a region's page, each with the address of what it counts."""

from __future__ import annotations

import pytest

from archive.entry_queries import QueryPlan
from archive.filters import SearchFilters, make_choices
from archive.models import Region, Tag, TagLabel
from archive.regions import YearRow, YearTable
from archive.web.regions.region_counts import (
    RegionCounts,
    RoleOption,
    YearCell,
    _build_year_rows,
    build_role_options,
    build_tag_chips,
)

ROLES = ("", "about", "happened_in", "shown", "published_in")


def make_counts(filters=None, documents=0, **by_role):
    counted = {role: by_role.get(role or "any", {}) for role in ROLES}
    return RegionCounts(filters or SearchFilters(), None, counted, None, documents)


def test_a_role_has_its_count_and_address():
    filters = SearchFilters(q="a", role="shown", page=2)
    counts = make_counts(filters, any={"CN": 3, "DE": 1}, shown={"CN": 2})
    options = build_role_options(counts, "/regions/CN/", "CN")
    assert options == [
        RoleOption(options[0].name, 3, "/regions/CN/?q=a", is_current=False),
        *(
            RoleOption(
                options[place].name,
                2 if role == "shown" else 0,
                f"/regions/CN/?q=a&role={role}",
                is_current=role == "shown",
            )
            for place, role in enumerate(ROLES[1:], start=1)
        ),
    ]
    assert [str(option.name) for option in options] == [
        *("Any connection", "About", "Happened here", "Shown in pictures"),
        "Published here",
    ]
    assert counts.counted == {"CN": 2}


def test_without_a_region_a_role_has_no_count():
    options = build_role_options(make_counts(any={"CN": 3}), "/regions/")
    assert [option.count for option in options] == [None] * 5
    assert [option.is_current for option in options] == [True, *[False] * 4]


@pytest.mark.parametrize(
    ("total", "count", "page", "plan"),
    [
        (0, 5_000, 1, QueryPlan.ANY),
        (10_000, 0, 1, QueryPlan.COLLECT),
        (10_000, 1, 1, QueryPlan.COLLECT),
        (10_000, 10_000, 1, QueryPlan.WALK),
        (10_000, 10_000, 1_000, QueryPlan.COLLECT),
    ],
)
def test_entries_are_read_by_the_quicker_plan(total, count, page, plan):
    counts = make_counts(SearchFilters(page=page), total, any={"CN": count})
    assert counts.choose_plan(Region(code="CN")) is plan


def test_a_cell_of_the_table_leads_to_what_it_counts():
    by_kind = {"article": 2, "photo": 0, "source": 1, "event": 0}
    table = YearTable(
        (YearRow(2018, {**by_kind, "photo": 4}, 7), YearRow(2019, by_kind, 3))
    )
    filters = SearchFilters(q="a", regions=make_choices("CN"))
    rows = _build_year_rows(table, filters)
    assert [(row.year, [cell.count for cell in row.cells]) for row in rows] == [
        (2019, [2, 0, 1, 0, 3]),
        (2018, [2, 4, 1, 0, 7]),
    ]
    base = "/search/?q=a&{}region=CN&from=2019&to=2019"
    assert rows[0].cells[0] == YearCell(2, base.format("kind=article&"))
    assert rows[0].cells[4] == YearCell(3, base.format(""))


@pytest.fixture
def tags(db):
    """Twenty tags, of which the first has a name."""
    made = [
        Tag.objects.create(scheme="theme", slug=f"tag-{number:02}")
        for number in range(20)
    ]
    TagLabel.objects.create(
        tag=made[0], language="en", label="Faces", is_preferred=True
    )
    TagLabel.objects.create(tag=made[1], language="en", label="x", is_preferred=False)
    return made


def test_the_tags_with_most_entries_come_first_and_eighteen_at_most(tags):
    counted = {tag.key: 1 for tag in tags} | {"theme/tag-19": 3, "theme/tag-18": 2}
    chips = build_tag_chips(counted)
    names = [f"tag-{number:02}" for number in (19, 18, *range(16))]
    names[2] = "Faces"
    assert [chip.label for chip in chips] == names
    assert [chip.count for chip in chips] == [3, 2, *[1] * 16]
    assert chips[2].url == "/tags/theme/tag-00/"
    filters = SearchFilters(q="a", regions=make_choices("CN"))
    (chip,) = build_tag_chips({"theme/tag-00": 5}, filters)
    assert chip.url == "/search/?q=a&region=CN&tag=theme%2Ftag-00"


def test_without_tags_nothing_is_asked(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert build_tag_chips({}) == []
