"""Regions: names, roles, maps, numbers, and what leads to them."""

import re
from html import unescape

import pytest
from django.urls import reverse

from archive.models import Entry, EntryRegion, FormerCode, OutboxRow, Region
from archive.search.results import column_evaluation
from tests.factories import make_article, published
from tests.markup import page_text
from tests.vocabulary import load_tested_vocabulary

pytestmark = pytest.mark.django_db
TOTAL = re.compile(r"<(?:h1|h2|p)[^>]*>(\d+) entr")
ROLE = re.compile(r'<a href="([^"]+)"[^>]*>[^<]*<span class="n">(\d+)</span></a></li>')
MOST_QUERIES = 12
MOST_QUERIES_OF_HOME = 24  # with examples and what changed this week


def page(client, address, status=200):
    response = client.get(address, headers={"accept-language": "en"})
    assert response.status_code == status, address
    return response


def text(client, address, status=200):
    return page_text(page(client, address, status))


@pytest.mark.parametrize(
    "path",
    [
        "/regions/",
        "/regions/CN/",
        "/regions/CN-XJ/",
        "/regions/CN-SD/",
        "/regions/SG/",
        "/regions/CN/?role=about",
        "/regions/CN/?kind=article",
        "/regions/?role=published_in",
        "/",
        "/timeline/?lanes=1",
        "/timeline/",
        "/timeline/?region=CN&from=2019-02&to=2019-02",
        "/timeline/?region=CN&lanes=1",
    ],
)
def test_a_page_asks_few_queries(
    client, demonstration, way, path, django_assert_max_num_queries
):
    client.get(path)
    most = MOST_QUERIES_OF_HOME if path == "/" else MOST_QUERIES
    with django_assert_max_num_queries(most):
        page(client, path)


@pytest.mark.parametrize(
    "path",
    [
        "/regions/CN/",
        "/regions/CN-XJ/",
        "/regions/CN/?kind=photo",
        "/regions/CN-SD/?role=shown",
        "/regions/GB/?role=published_in",
    ],
)
def test_the_index_says_what_counting_says(client, demonstration, monkeypatch, path):
    counted = page(client, path).context
    monkeypatch.setattr(column_evaluation, "LEAST_DOCUMENTS", 0)
    indexed = page(client, path).context
    for name in ("years", "ranked", "roles", "beside", "tags"):
        assert str(counted[name]) == str(indexed[name]), name
    assert counted["listing"].total == indexed["listing"].total
    ids = [[i.entry.pk for i in c["listing"].items] for c in (counted, indexed)]
    assert ids[0] == ids[1]


def test_numbers_are_right_while_something_waits(client, demonstration, way):
    entry = published(make_article(date="2018/2020"))
    EntryRegion.objects.create(entry=entry, region=Region.objects.get(code="CN-SD"))
    before = page(client, "/regions/CN-SD/").context
    OutboxRow.objects.add([entry.pk])
    after = page(client, "/regions/CN-SD/").context
    assert after["listing"].total == before["listing"].total + (way == "indexed")
    assert 2018 in [row.year for row in after["years"]]


@pytest.mark.parametrize("code", ["CN", "CN-XJ", "CN-SD", "GB"])
def test_every_role_is_a_link_to_what_it_counts(client, demonstration, code):
    found = ROLE.findall(
        text(client, f"/regions/{code}/").partition('id="h-latest"')[0]
    )
    assert len(found) >= 2
    for address, number in found:
        said = TOTAL.search(text(client, unescape(address)))
        assert said and said[1] == number, address


def test_the_place_of_publication_is_kept_apart(client, demonstration):
    subject = page(client, "/regions/GB/").context["listing"]
    place = page(client, "/regions/GB/?role=published_in").context["listing"]
    ids = {item.entry.pk for item in subject.items}
    assert ids.isdisjoint(item.entry.pk for item in place.items) or not ids
    assert place.total == (
        Entry.objects.public()
        .filter(entry_regions__region__code="GB", entry_regions__role="published_in")
        .distinct()
        .count()
    )


def test_names_stand_in_their_scripts_and_directions(client, demonstration):
    said = text(client, "/regions/CN-XJ/")
    assert '<bdi lang="zh-Hans">新疆</bdi>' in said
    assert re.search(r'<bdi lang="ug" dir="rtl">[\u0600-\u06ff]', said)
    assert "<h1>Xinjiang</h1>" in said
    said = client.get("/regions/CN-TW/", follow=True, headers={"accept-language": "de"})
    assert "<h1>Taiwan</h1>" in page_text(said)


def flatten(rows):
    """The rows of a tree, each before those below it."""
    return [one for row in rows for one in (row, *flatten(row.below))]


def test_a_prefecture_holds_its_counties_folded(client, demonstration):
    said = text(client, "/regions/CN-SD/")
    (weihai,) = [
        row
        for row in page(client, "/regions/CN-SD/").context["ranked"]
        if row.name == "Weihai"
    ]
    assert [row.name for row in weihai.below] == ["Rongcheng"]
    _head, _mark, folded = said.partition("<summary>1 place in Weihai</summary>")
    assert 'href="/regions/CN-371082/"' in folded.partition("</details>")[0]


def test_a_region_page_leads_to_its_entries_and_begins_with_them(client, demonstration):
    said = text(client, "/regions/CN-XJ/")
    main = said.partition("<main")[2]
    jump = main.index('href="#h-latest"')
    before = re.findall(r"<(?:a|button|input|select|summary)\b", main[:jump])
    assert len(before) <= 3  # the breadcrumb
    assert main.index('id="h-latest"') < main.index('id="h-map"')
    assert main.index('id="h-map"') < main.index('id="h-below"')


def test_below_a_province_its_places_are_points_and_rows_alike(client, demonstration):
    context = page(client, "/regions/CN-SD/").context
    dots = {d.url: d.dot.count for d in context["map"].dots if d.url}
    rows = {row.url: row.count for row in flatten(context["ranked"])}
    assert dots == rows and len(dots) >= 2


def test_the_map_of_china_and_its_list_have_the_same_links(client, demonstration):
    context = page(client, "/regions/CN/").context
    shapes = {s.url: s.shape.count for s in context["map"].shapes if s.url}
    assert shapes == {row.url: row.count for row in context["ranked"]}


def test_a_map_holds_no_text_of_its_own(client, demonstration):
    for path in ("/regions/", "/regions/CN/", "/regions/CN-SD/"):
        drawn = re.search(r"<svg.*?</svg>", text(client, path), re.DOTALL)[0]
        assert not re.sub(r"<[^>]*>", "", drawn).strip()
        assert "<title" not in drawn and "<text" not in drawn


def test_a_list_of_places_is_joined_as_in_chinese(client, demonstration):
    response = client.get("/regions/CN-XJ/", headers={"accept-language": "zh-Hans"})
    said = page_text(response)
    assert "新疆、河北" in said or "河北、新疆" in said
    assert not re.search(r"[\u4e00-\u9fff], [\u4e00-\u9fff]", said)


def test_a_view_of_a_region_is_named_by_what_narrows_it(client, demonstration):
    said = text(client, "/regions/CN-XJ/?kind=article&role=about")
    assert "<title>Xinjiang (Type: Article, Connection: About) –" in said
    assert 'content="Xinjiang: ' in said and "by place, year and type" in said


def test_a_region_says_in_what_order_its_entries_stand(client, demonstration):
    assert "Most recently added first" in text(client, "/regions/CN-XJ/")
    assert "Most recently added" not in text(client, "/regions/CN-XJ/?sort=date")


def test_a_region_leads_to_its_feed_and_file(client, demonstration):
    context = page(client, "/regions/CN-XJ/?kind=article").context
    assert context["feed"] == "/feeds/regions/CN-XJ/?kind=article"
    lines = client.get(context["csv"]).getvalue().decode().splitlines()
    assert len(lines) == 1 + context["listing"].total
    assert client.get(context["feed"]).status_code == 200


def test_sources_of_a_region_are_sources_tied_to_it(client, demonstration):
    context = page(client, "/regions/CN/").context
    assert context["sources"]
    for source in context["sources"]:
        assert source.kind == "source"
        assert "CN" in "".join(
            source.entry_regions.values_list("region__path", flat=True)
        )


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("cn-xj", "CN-XJ"),
        ("CN_XJ", "CN-XJ"),
        ("CN-65", "CN-XJ"),
        ("650000", "CN-XJ"),
        ("CHN", "CN"),
        ("156", "CN"),
        ("CN-HK", "HK"),
        ("371082", "CN-371082"),
        ("UK", "GB"),
    ],
)
def test_an_old_or_odd_code_leads_to_the_right_one(
    client, demonstration, written, code
):
    for name in ("region-detail", "region-map", "feed-region"):
        response = client.get(reverse(f"archive:{name}", args=[written]))
        right = reverse(f"archive:{name}", args=[code])
        assert (response.status_code, response["Location"]) == (301, right)


def test_parameters_go_along_to_the_right_code(client, demonstration):
    response = client.get("/regions/cn-65/?kind=article&page=2")
    assert response["Location"] == "/regions/CN-XJ/?kind=article&page=2"


@pytest.mark.parametrize(
    ("code", "near"),
    [
        ("CN-XI", "CN-XJ"),
        ("Xinjiang", "CN-XJ"),
        ("Xinjang", "CN-XJ"),
        ("新疆", "CN-XJ"),
        ("SU", "RU"),
        ("Deutschlnad", "DE"),
    ],
)
def test_what_is_not_there_suggests_what_is_near(client, demonstration, code, near):
    response = client.get(f"/regions/{code}/", headers={"accept-language": "en"})
    said = page_text(response)
    assert response.status_code == 404 and "know this region" in said
    assert f'href="/regions/{near}/"' in said


@pytest.mark.parametrize("code", ["x" * 500, "%F0%9F%98%80", "..", "CN'--", "0"])
def test_what_resembles_nothing_gets_a_proper_page(client, demonstration, code):
    response = client.get(f"/regions/{code}/", headers={"accept-language": "en"})
    assert response.status_code == 404 and "<h1" in page_text(response)


NAMES = [
    ("Xinjiang", "CN-XJ"),
    ("xinjiang", "CN-XJ"),
    ("新疆", "CN-XJ"),
    ("Sinkiang", "CN-XJ"),
    ("شىنجاڭ", "CN-XJ"),
    ("CN-XJ", "CN-XJ"),
    ("cn-65", "CN-XJ"),
    ("People's Republic of China", "CN"),
    ("Österreich", "AT"),
    ("osterreich", "AT"),
    ("奥地利", "AT"),
    ("Rongcheng", "CN-371082"),
]


@pytest.mark.parametrize(("name", "code"), NAMES)
def test_a_name_or_code_searched_for_leads_to_the_region(
    client, demonstration, name, code
):
    if not Region.objects.matching_name(name).filter(code=code).exists():
        pytest.fail(f"the gazetteer has no {name}")
    response = client.get("/search/", {"q": name})
    assert f'/regions/{code}/"' in page_text(response)
    found = client.get("/regions/", {"find": name, "kind": "article"})
    assert found.status_code == 302
    assert found["Location"] == f"/regions/{code}/?kind=article"


def test_a_name_that_is_nearly_right_is_offered(client, demonstration):
    said = text(client, "/regions/?find=Xinjang")
    assert "with a name like" in said and 'href="/regions/CN-XJ/"' in said
    assert "no region named" in text(client, "/regions/?find=qqqqqq")


@pytest.mark.parametrize("query", ["surveillance+cameras", "AND", "and", "OR", "("])
def test_words_that_are_no_place_show_none(client, demonstration, query):
    assert 'class="called"' not in text(client, f"/search/?q={query}")


def test_a_code_that_is_also_a_sign_of_the_syntax_is_meant_in_quotes(
    client, demonstration
):
    assert 'href="/regions/AD/"' in text(client, "/search/?q=%22AND%22")


def test_a_merged_region_stays_merged_when_the_vocabulary_is_loaded(
    client, demonstration
):
    weihai = Region.objects.get(code="CN-371000")
    child = Region.objects.get(code="CN-371082")
    child.parent = weihai.parent
    child.save()
    EntryRegion.objects.filter(region=weihai).delete()
    hebei = Region.objects.get(code="CN-HE")
    weihai.delete()
    FormerCode.objects.create(code="CN-371000", region=hebei)
    load_tested_vocabulary()
    assert not Region.objects.filter(code="CN-371000").exists()
    assert client.get("/regions/CN-371000/")["Location"] == "/regions/CN-HE/"
    assert hebei.names.filter(language="en", name="Weihai").exists()
    assert hebei.name("en") == "Hebei"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Uigurien", "CN-XJ"),
        ("Ostturkestan", "CN-XJ"),
        ("XUAR", "CN-XJ"),
        ("TAR", "CN-XZ"),
        ("བོད་ལྗོངས", "CN-XZ"),
        ("Weißrussland", "BY"),
        ("Grossbritannien", "GB"),
        ("阿联酋", "AE"),
        ("Bavaria", "DE-BY"),
        ("US-PR", "PR"),
        ("shenzhen", "CN-440300"),
    ],
)
def test_a_name_in_use_leads_to_the_page(client, demonstration, name, code):
    response = client.get("/regions/", {"find": name})
    assert response["Location"] == f"/regions/{code}/"


def test_a_found_region_stands_with_those_above_it(client, demonstration):
    """Each of two names that are alike says where it is."""
    said = page_text(client.get("/regions/", {"find": "Hamburgg"}))
    assert re.search(r"DE-HH</code></a>\s*\(Germany\)", said)
