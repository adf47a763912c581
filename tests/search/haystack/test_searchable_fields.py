"""A field asks its column for the values that are meant, and names what it counts."""

from __future__ import annotations

import datetime

import pytest

from archive.models import Region, Source, Tag
from archive.search.engines.query_tree import (
    ColumnBetween,
    ColumnIn,
    MatchNone,
    Or,
)
from archive.search.haystack.searchable_fields import (
    CreditField,
    KeyField,
    NumberField,
    WordField,
)
from tests.factories import make_source, published


@pytest.mark.parametrize(
    ("lookup", "value", "node"),
    [
        ("exact", "photo", ColumnIn("kind", ("photo",))),
        ("content", 3, ColumnIn("kind", ("3",))),
        ("in", ["photo", "event"], ColumnIn("kind", ("photo", "event"))),
        ("in", "photo", ColumnIn("kind", ("photo",))),
        ("in", [], MatchNone()),
    ],
)
def test_a_word_is_looked_up_as_it_is(lookup, value, node):
    assert WordField("kind").build_node(lookup, value) == node


@pytest.mark.parametrize(
    ("lookup", "value", "names"),
    [("exact", "DPA", ("dpa",)), ("in", ["DPA", "Äp"], ("dpa", "äp"))],
)
def test_a_credit_is_looked_up_in_any_case(lookup, value, names):
    node = CreditField("credited").build_node(lookup, value)
    assert node == ColumnIn("credited", names)


@pytest.mark.parametrize(
    ("counted", "counts"),
    [
        ({"dpa": 1, "DPA": 2}, {"DPA": 3}),
        ({"dpa": 2, "DPA": 2}, {"DPA": 4}),  # the first by its letters
        ({"AP": 1, "dpa": 5}, {"dpa": 5, "AP": 1}),
        ({}, {}),
    ],
)
def test_a_credit_has_one_name_as_most_print_it(counted, counts):
    found = CreditField("credited").name_counts(counted)
    assert list(found.items()) == list(counts.items())


def test_numbers_are_asked_for_between_bounds():
    field, day = NumberField("dated"), datetime.date(2019, 2, 20)
    number = day.toordinal()
    assert field.build_node("exact", day) == ColumnBetween("dated", number, number)
    assert field.build_node("gt", day) == ColumnBetween("dated", number + 1, None)
    one = ColumnBetween("dated", number, number)
    assert field.build_node("in", [day, day]) == Or((one, one))
    assert field.build_node("in", day) == Or((one,))
    assert field.build_node("in", []) == MatchNone()
    moments = NumberField("published", is_moment=True)
    moment = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    assert moments.build_node("lte", moment) == ColumnBetween("published", None, 0)


@pytest.mark.django_db
def test_records_are_asked_for_by_key_and_only_what_readers_may_see():
    listed = [
        Region.objects.create(code=code, level="country", is_listed=True)
        for code in ("CN", "CY", "DE")
    ]
    Region.objects.create(code="CX", level="country", is_listed=False)
    field = KeyField("regions", Region)
    for lookup, value, wanted in (
        ("exact", "CN", listed[:1]),
        ("in", ["DE", "CN", "XX"], [listed[0], listed[2]]),
        ("startswith", "C", listed[:2]),
        ("contains", "E", listed[2:]),
    ):
        (values,) = [field.build_node(lookup, value).values]
        assert tuple(values) == tuple(one.pk for one in wanted), lookup
    assert field.build_node("exact", "CX") == MatchNone()
    counted = {one.pk: place for place, one in enumerate(listed)}
    assert field.name_counts(counted) == {"CN": 0, "CY": 1, "DE": 2}


@pytest.mark.django_db
def test_tags_and_sources_are_asked_for_by_key_and_id():
    tag = Tag.objects.create(scheme="theme", slug="faces", is_listed=True)
    public, hidden = published(make_source()), make_source()
    tags, sources = KeyField("tags", Tag), KeyField("sources", Source)
    assert tags.build_node("exact", "theme/faces") == ColumnIn("tags", (tag.pk,))
    assert tags.build_node("exact", "faces") == MatchNone()
    node = sources.build_node("in", [public.id_code, hidden.id_code])
    assert node == ColumnIn("sources", (public.pk,))
    counted = {public.pk: 2, hidden.pk: 1}
    assert sources.name_counts(counted) == {public.id_code: 2}
