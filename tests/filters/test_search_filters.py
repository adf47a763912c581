"""Addresses become filters, and filters addresses."""

from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from archive.entry_queries import find_entries
from archive.filters import (
    Choice,
    SearchFilters,
    name_language,
    parse_filters,
)
from archive.models import Citation, EntryRegion, Region, Tag, Tagging
from tests.factories import make_article, make_photo, make_source, published

pytestmark = pytest.mark.django_db


def read(query: str) -> SearchFilters:
    return parse_filters(QueryDict(query))


@pytest.fixture
def places():
    china = Region.objects.create(code="CN", level="country", is_listed=True)
    xinjiang = Region.objects.create(
        code="CN-XJ", level="province", parent=china, is_listed=True
    )
    return china, xinjiang


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("from=yesterday", "from"),
        ("to=2019-02-30", "to"),
        ("added=yesterday", "added"),
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=two", "page"),
        ("kind=novel", "kind"),
        ("sort=random", "sort"),
        ("role=hero", "role"),
        ("region=XX-99", "region"),
        ("tag=theme/none", "tag"),
        ("source=4f7k9q2x", "source"),
    ],
)
def test_a_bad_value_is_named_and_left_out(query, parameter):
    chosen = read(query)
    assert [p.parameter for p in chosen.problems] == [parameter]
    assert not chosen.is_filtered


def test_an_unknown_parameter_is_ignored():
    assert read("utm=1&q=a") == SearchFilters(q="a")


def test_control_characters_and_surrogates_become_spaces():
    assert read("q=a%00b%0Ac").q == "a b c"


def test_filters_make_their_own_address_again(places):
    query = "q=Ausmass&kind=article&region=CN-XJ&from=2018&to=2019-02"
    query += "&added=2026-11&sort=date&page=3"
    chosen = read(query)
    assert chosen.problems == ()
    again = chosen.url("/search/", page=chosen.page).partition("?")[2]
    assert read(again) == chosen


def test_a_change_goes_back_to_the_first_page():
    assert read("q=a&page=3").url("/search/", sort="date") == "/search/?q=a&sort=date"


def test_a_region_finds_what_lies_below_it_and_minus_leaves_it_out(places):
    _china, xinjiang = places
    inside = published(make_article(title="Inside"))
    outside = published(make_article(title="Outside"))
    EntryRegion.objects.create(entry=inside, region=xinjiang, role="about")
    assert [e.pk for e in find_entries(read("region=cn"))] == [inside.pk]
    assert [e.pk for e in find_entries(read("region=-CN"))] == [outside.pk]


def test_the_place_of_publication_counts_only_when_asked_for(places):
    china, _xinjiang = places
    entry = published(make_article())
    EntryRegion.objects.create(entry=entry, region=china, role="published_in")
    assert not find_entries(read("region=CN")).exists()
    assert find_entries(read("region=CN&role=published_in")).exists()


def test_a_tag_finds_what_is_tagged_with_a_narrower_one():
    broad = Tag.objects.create(scheme="theme", slug="surveillance")
    narrow = Tag.objects.create(scheme="theme", slug="cctv", broader=broad)
    entry = published(make_article())
    Tagging.objects.create(entry=entry, tag=narrow)
    assert find_entries(read("tag=theme/surveillance")).get().pk == entry.pk


def test_a_filter_never_finds_a_hidden_entry():
    make_article(title="A draft")
    confidential = published(make_source(title="A person", audience="editors"))
    assert not find_entries(read("")).exists()
    assert not find_entries(read(f"source={confidential.id_code}")).exists()


@pytest.mark.parametrize(
    ("date", "query", "found"),
    [
        ("2019-02-20", "from=2019&to=2019", True),
        ("2019-02-20", "from=2019-03", False),
        ("2018/2020", "from=2019&to=2019", True),
        ("../2019-02-20", "from=2010&to=2010", False),
        ("../2019-02-20", "from=2019&to=2019", True),
        ("2017/..", "from=2017&to=2017", True),
        ("2017/..", "from=2020", False),
        ("", "from=2019", False),
        ("", "undated=1", True),
    ],
)
def test_an_entry_is_found_by_the_days_it_touches(date, query, found):
    published(make_article(date=date))
    assert find_entries(read(query)).exists() is found


@pytest.mark.parametrize(
    ("printed", "query", "found"),
    [
        ("Bild: dpa", "credit=dpa", True),
        ("Foto: DPA", "credit=dpa", True),
        ("dpa", "credit=DPA", True),
        ("Bild: dpa-infocom", "credit=dpa", False),
        ("", "credit=dpa", False),
        ("Bild: dpa", "credit=-dpa", False),
        ("", "credit=-dpa", True),
        ("Bild: 100%", "credit=%25", False),
    ],
)
def test_a_credit_is_found_however_its_label_is_printed(printed, query, found):
    published(make_photo(credit_line=printed))
    assert find_entries(read(query)).exists() is found


def test_a_source_can_be_left_out():
    source = published(make_source())
    resting = published(make_article(title="Rests on it"))
    Citation.objects.create(entry=resting, source=source)
    code = source.id_code
    assert [e.pk for e in find_entries(read(f"source={code}"))] == [resting.pk]
    assert [e.pk for e in find_entries(read(f"source=-{code}"))] == [source.pk]
    assert read(f"source=-{code}").source == (Choice(code, excluded=True),)


@pytest.mark.parametrize(
    ("query", "is_said"),
    [("undated=1&from=2019", True), ("undated=1", False), ("from=2019", False)],
)
def test_dates_beside_undated_are_left_aside_and_that_is_said(query, is_said):
    assert bool(read(query).notices) is is_said


def test_a_long_query_is_cut_and_that_is_said():
    chosen = read("q=" + "x" * 10_000)
    assert len(chosen.q) == 600
    assert "600" in str(chosen.notices[0])


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("2019-02", "2019-02"),
        ("20.02.2019", "2019-02-20"),
        ("Februar 2019", "2019-02"),
        ("February 20, 2019", "2019-02-20"),
        ("2019年2月", "2019-02"),
        ("2019年", "2019"),
        (" 20. Februar 2019 ", "2019-02-20"),
    ],
)
def test_a_date_is_read_as_people_type_it(typed, text):
    filters = read(urlencode({"from": typed}))
    assert (filters.date_from.text, filters.problems) == (text, ())


@pytest.mark.parametrize(
    "typed", ["02/20/2019", "vor Februar 2019", "30.02.2019", "2019-02-30", "12019年"]
)
def test_what_is_no_whole_date_is_a_problem(typed):
    problems = read(urlencode({"from": typed})).problems
    assert [p.parameter for p in problems] == ["from"]


def test_from_after_to_is_a_problem():
    assert [p.parameter for p in read("from=2020&to=2018").problems] == ["from"]


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("de", "en", "German"),
        ("de-CH", "en", "German (Switzerland)"),
        ("de-CH", "de", "Deutsch (Schweiz)"),
        ("zh", "en", "Chinese"),
        ("zh-Hans", "en", "Simplified Chinese"),
        ("ug", "de", "Uigurisch"),
        ("xx", "en", "xx"),
        ("de", "nonsense", "German"),
    ],
)
def test_a_language_has_a_name(code, language, name):
    assert name_language(code, language) == name


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("article", Choice("article")),
        ("-article", Choice("article", excluded=True)),
        ("CN-XJ", Choice("CN-XJ")),
        ("--odd", Choice("-odd", excluded=True)),
    ],
)
def test_an_address_says_a_choice_and_a_minus_excludes_it(text, choice):
    assert Choice.parse(text) == choice
    assert str(choice) == text
    assert read(f"credit={text}").credit == (choice,)
    assert read(f"credit={text}").parameters() == [("credit", text)]


def test_a_value_chosen_and_excluded_is_two_choices():
    filters = read("kind=article&kind=-article&kind=article")
    assert filters.kinds == (Choice("article"), Choice("article", excluded=True))
    assert filters.without_value("kinds", Choice("article")) == {
        "kinds": (Choice("article", excluded=True),)
    }


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("", {"article", "photo", "source", "event"}),
        ("kind=photo", {"photo"}),
        ("kind=-photo", {"article", "source", "event"}),
        ("kind=photo&kind=event&kind=-event", {"photo"}),
    ],
)
def test_the_kinds_that_pass_are_the_chosen_without_the_excluded(query, kinds):
    assert read(query).passing_kinds == kinds


ADDED = {"early": "2026-11-19T23:30Z", "mid": "2026-11-20T12:00Z", "late": "2026-12-02"}


@pytest.mark.parametrize(
    ("added", "titles"),
    [
        ("2026-11-20", {"mid"}),
        ("20.11.2026", {"mid"}),
        ("2026-11", {"early", "mid"}),
        ("2026-11-20/..", {"mid", "late"}),
        ("../2026-11-19", {"early"}),
        ("2026-11-19/2026-11-20", {"early", "mid"}),
        ("2026", {"early", "mid", "late"}),
        ("0001", set()),
    ],
)
def test_added_finds_what_came_into_the_archive_on_these_days(added, titles):
    for title, text in ADDED.items():
        entry = published(make_article(title=title))
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
        entry.first_published_at = moment.replace(tzinfo=UTC)
        entry.save()
    found = find_entries(read(f"added={added}"))
    assert {entry.title for entry in found} == titles
