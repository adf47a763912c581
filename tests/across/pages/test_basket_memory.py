"""A second search adds to the basket: every link and form on the way carries it, and no
address that is passed on does."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest

from archive import baskets
from archive.filters import parse_filters
from archive.models import Entry
from archive.web.middleware import page_caching
from tests.markup import page_text

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.only_on_sqlite("links and forms"),
]
LINK = re.compile(r'href="([^"]+)"')
CARRIED = re.compile(r'name="basket" value="([^"]*)"')
# Addresses that leave the page in other hands.
PASSED_ON = ("/feeds/", "/search/export.", "/cite/", "/table/counts.", "/changes/")


@pytest.fixture
def two(demonstration):
    return list(
        Entry.objects.public().order_by("pk").values_list("id_code", flat=True)
    )[:2]


def select(client, page, code):
    """Tick an entry of a list and press the button, as a browser does."""
    text = client.get(page).content.decode()
    form = re.search(r'<form class="picking" id="pick".*?</form>', text, re.S)[0]
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    if 'name="into"' in form:
        sent["into"] = ""
    response = client.get("/basket/", {**sent, "id": code})
    assert response.status_code == 303
    return response.headers["Location"]


def read_ids(address):
    return [v for name, v in parse_qsl(urlsplit(address).query) if name == "id"]


def test_a_second_search_adds_to_what_the_first_one_gave(client, two):
    first = select(client, "/search/?kind=article", two[0])
    assert read_ids(first) == [two[0]]
    carried = CARRIED.search(client.get(first).content.decode())[1]
    assert carried == two[0]
    second = select(client, f"/search/?q=Kamera&basket={carried}", two[1])
    assert read_ids(second) == two
    again = select(client, f"/search/?basket={'.'.join(two)}", two[0])
    assert read_ids(again) == two


def test_a_saved_basket_is_added_to_with_its_notes_and_title(client, two):
    basket = baskets.build_contents([two[0]], {two[0]: "a note"}, "My story")
    assert baskets.carry_basket(basket, "") == ""
    key = baskets.save_basket(basket)
    page = client.get(f"/basket/{key}/").content.decode()
    assert CARRIED.search(page)[1] == key
    added = select(client, f"/search/?basket={key}", two[1])
    pairs = dict(parse_qsl(urlsplit(added).query))
    assert read_ids(added) == two
    assert pairs[f"note.{two[0]}"] == "a note" and pairs["title"] == "My story"
    told = page_text(client.get(f"/basket/?{basket.to_query()}"))
    assert "create a short link first" in told


@pytest.mark.parametrize(
    "page",
    [
        "/search/?q=Kamera",
        "/search/?region=CN&sort=date",
        "/articles/?region=CN",
        "/regions/",
        "/regions/CN/?kind=article",
        "/tags/theme/surveillance/",
        "/timeline/?region=CN",
        "/table/?rows=region",
    ],
)
def test_links_to_lists_carry_it_and_links_to_pass_on_do_not(client, two, page):
    joint = "&" if "?" in page else "?"
    text = client.get(f"{page}{joint}basket={two[0]}").content.decode()
    main = text.split("<main", 1)[1].split("</main>")[0]
    links = [unescape(link) for link in LINK.findall(main)]
    passed = [link for link in links if any(part in link for part in PASSED_ON)]
    assert not [link for link in passed if "basket=" in link]
    lists = [link for link in links if link.startswith(("/search/?", "/timeline/?"))]
    lists = [link for link in lists if link not in passed]
    assert lists
    assert not [link for link in lists if f"basket={two[0]}" not in link]


@pytest.mark.parametrize("value", ["x", "4F7K-9Q2T", "4f7k9q2t,4f7k9q2t", "a" * 5000])
def test_what_is_no_basket_is_said(client, demonstration, value):
    response = client.get("/search/", {"basket": value})
    assert response.status_code == 400
    assert "isn’t a basket" in unescape(page_text(response)).replace("'", "’")


def test_a_page_with_a_basket_is_not_kept_in_memory(rf, two):
    assert page_caching._is_for_everybody(rf.get("/search/?kind=article"))
    request = rf.get(f"/search/?kind=article&basket={two[0]}")
    assert not page_caching._is_for_everybody(request)


def test_a_basket_is_no_filter(two, rf):
    filters = parse_filters(rf.get("/", {"basket": two[0]}).GET)
    assert filters.basket == two[0] and not filters.is_filtered
