"""A second search adds to the basket: every link and form on the way carries it, and no
address that is passed on does."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.utils.timezone import localdate

from archive import baskets
from archive.filters import parse_filters
from archive.models import Entry
from archive.text.dates import parse_edtf
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
FOR_OTHERS = ("/compare/cite/", "/compare/counts.", "/table/counts.")


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


def test_an_entry_is_read_and_added_on_the_way(client, two):
    listed = client.get(f"/articles/?basket={two[1]}").content.decode()
    first = re.search(rf'<a href="(/articles/\w+/[^"]*)\?basket={two[1]}"', listed)[1]
    text = client.get(f"{first}?basket={two[1]}").content.decode()
    links = [unescape(link) for link in LINK.findall(text)]
    assert f"/basket/?basket={two[1]}" in links
    for menu in ("/regions/", "/timeline/?kind=event", "/search/"):
        joint = "&" if "?" in menu else "?"
        assert f"{menu}{joint}basket={two[1]}" in links
    main = text.split("<main", 1)[1].split("</main>")[0]
    entries = re.findall(r'href="(/(?:events|sources)/\w{8}/[^"]*)"', main)
    assert entries, "it is tied to others"
    assert not [link for link in entries if f"?basket={two[1]}" not in link]
    [add] = {link for link in links if link.startswith("/basket/?id=")}
    assert read_ids(client.get(add).headers["Location"]) == [
        two[1],
        first.split("/")[2],
    ]


def list_links(client, address):
    """The addresses in the text of a page, each once, but those of a file or of a
    reference, which are passed on."""
    response = client.get(address)
    assert response.status_code == 200
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    links = {unescape(link) for link in LINK.findall(main)}
    return {link for link in links if not any(part in link for part in FOR_OTHERS)}


@pytest.mark.parametrize("page", ["/", "/?map=CN"])
def test_the_first_page_carries_it(client, two, page):
    joint = "&" if "?" in page else "?"
    links = list_links(client, f"{page}{joint}basket={two[0]}")
    without = {link for link in links if f"basket={two[0]}" not in link}
    assert {link for link in without if link.startswith("/")} == {"/about/privacy/"}
    assert {"/search/", "/regions/", "/timeline/", "/compare/", "/tags/"} <= {
        urlsplit(link).path for link in links
    }
    text = client.get(f"{page}{joint}basket={two[0]}").content.decode()
    assert CARRIED.search(text)[1] == two[0]
    assert "basket=" not in client.get(page).content.decode()


def test_a_comparison_carries_it_and_its_own_address_does_not(client, two):
    page = "/compare/?a.region=CN&b.region=US&kind=article"
    links = list_links(client, f"{page}&basket={two[0]}")
    own = {link for link in links if link.startswith("/")}
    assert own and not [link for link in own if f"basket={two[0]}" not in link]
    response = client.get(f"{page}&basket={two[0]}")
    text = response.content.decode()
    assert CARRIED.search(text)[1] == two[0]
    passed = [link for link in LINK.findall(text) if "/compare/cite/" in link]
    assert passed and not [link for link in passed if two[0] in link]
    assert two[0] not in response.headers["Link"]
    assert two[0] not in text.split("Permanent link")[1].split("</p>")[0]


@pytest.mark.parametrize("leaf", ["history/", "v1/", "cite/", "report/"])
def test_pages_about_an_entry_lead_back_with_it(client, two, leaf):
    entry = Entry.objects.get(id_code=two[0])
    here = f"/entries/{two[0]}/{leaf}"
    on_entry = client.get(f"{entry.get_absolute_url()}?basket={two[1]}")
    if leaf != "v1/":
        assert f'href="{here}?basket={two[1]}"' in on_entry.content.decode()
    response = client.get(f"{here}?basket={two[1]}")
    text = response.content.decode()
    main = text.split("<main", 1)[1]
    assert f'href="{entry.get_absolute_url()}?basket={two[1]}"' in main
    assert two[1] not in text.split("</head>")[0]
    assert two[1] not in response.headers.get("Link", "")


def test_programs_are_told_the_address_without_it(client, two):
    page = Entry.objects.get(id_code=two[0]).get_absolute_url()
    head = client.get(f"{page}?basket={two[1]}").content.decode().split("</head>")[0]
    assert "hreflang" in head and two[1] not in head


@pytest.mark.parametrize("page", ["entry", "/search/", "/compare/"])
@pytest.mark.parametrize("value", ["x", "4F7K-9Q2T", "4f7k9q2t,4f7k9q2t", "a" * 5000])
def test_what_is_no_basket_is_said(client, two, page, value):
    if page == "entry":
        page = Entry.objects.get(id_code=two[0]).get_absolute_url()
    response = client.get(page, {"basket": value})
    assert response.status_code == 400
    assert "isn’t a basket" in unescape(page_text(response)).replace("'", "’")


def test_a_page_with_a_basket_is_not_kept_in_memory(rf, two):
    assert page_caching._is_for_everybody(rf.get("/search/?kind=article"))
    request = rf.get(f"/search/?kind=article&basket={two[0]}")
    assert not page_caching._is_for_everybody(request)


def test_a_basket_is_no_filter(two, rf):
    filters = parse_filters(rf.get("/", {"basket": two[0]}).GET)
    assert filters.basket == two[0] and not filters.is_filtered


def test_a_row_shows_what_the_entry_says_and_since_when_it_is_here(client, two):
    entry = Entry.objects.get(id_code=two[0])
    row = page_text(client.get(f"/basket/?id={two[0]}"))
    assert entry.summary and entry.summary in row
    day = parse_edtf(localdate(entry.first_published_at).isoformat()).display("en")
    assert f"Added {day}" in row
