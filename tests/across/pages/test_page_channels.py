"""Page × channel: what programs find at each kind of page, and why a cell is empty."""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import quote, unquote

import pytest
import rispy
from django.utils import timezone

from archive import baskets
from archive.models import Entry, Narrative, Photo
from archive.narratives import load_public_narratives
from archive.web.png_files import has_fonts_for
from tests.across.pages.head import Head

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.only_on_sqlite("heads of pages are the same on both"),
]
HOME = "http://127.0.0.1:8000"
BIBTEX = {"accept": "application/x-bibtex"}
BLOCK = re.compile(r'<script type="application/ld\+json">([^<]*)</script>')
RELATION = re.compile(r'<([^>]+)>; rel="([^"]+)"')

# Each kind of page with an address.
ENTRIES = {
    "article": "{article}",
    "photo": "{photo}",
    "source": "{source}",
    "event": "{event}",
}
CITED_PARTS = {
    "cite page": "/entries/{id}/cite/",
    "cite page of a passage": "/entries/{id}/cite/?passage=p1",
    "cite page of a caption": "/entries/{id}/cite/?passage=c1",
}
VERSIONS = {
    "version": "/entries/{id}/v1/",
    "passage of a version": "/entries/{id}/v1/?passage=p1",
}
CITED_LISTS = {
    "region": "/regions/CN-XJ/",
    "search": "/search/?q=Xinjiang",
    "comparison": "/compare/?a.region=CN-XJ&b.region=CN-XZ",
    "story trail": "{trail}",
}
CITATIONS = {
    "region citation": "/regions/CN-XJ/cite/",
    "search citation": "/search/cite/?q=Xinjiang",
    "comparison citation": "/compare/cite/?a.region=CN-XJ&b.region=CN-XZ",
}
BASKETS = {"basket": "/basket/?id={id}", "saved basket": "/basket/{basket}/"}
VIEWS = {
    "table": "/table/",
    "timeline": "/timeline/",
    "tag": "/tags/theme/social-credit/",
    "list": "/articles/",
}
OTHERS = {
    "facet": "/search/facets/tag/",
    "world": "/regions/",
    "changes": "/changes/",
    "history": "/entries/{id}/history/",
    "first page": "/",
}
ADDRESSES = (
    ENTRIES
    | CITED_PARTS
    | VERSIONS
    | CITED_LISTS
    | CITATIONS
    | BASKETS
    | VIEWS
    | OTHERS
)

# Why a cell is empty. Whatever is not named here must hold something.
NOT_CITED = "It is a view: what is cited is the search, region or entry that it shows."
ITS_ENTRIES = "It is a list: reference managers are to find its entries in it."
CITE_PAGE = "It is carried by its own cite page, to which it links."
OF_ENTRY = "Linked data describes the entry, and stands on the entry's page."
OF_LIST = "Linked data describes the page that is cited, and stands there."
NOT_KEPT = "Its address is the reader's until a short link is made: that is cited."
NO_VERSIONS = "It has no versions: it always shows what is there now."
OURS = "The archive itself made it, which is no author."
NO_LICENCE = "Licences are known of photos alone: texts are retold, or quoted in part."
IN_NO_LIST = "It is itself a list, and in no other."
WITH_HEAD = "Its item is in unAPI and COinS; the head of a list is one of no item."
EMPTY = {
    **{(page, "Memento"): NO_VERSIONS for page in (*CITED_LISTS, *CITATIONS, *BASKETS)},
    **{(page, "Memento"): NO_VERSIONS for page in (*VIEWS, *OTHERS)},
    ("region", "COinS"): CITE_PAGE,
    ("comparison", "COinS"): CITE_PAGE,
    ("comparison", "unAPI"): CITE_PAGE,
    **{(page, "head"): CITE_PAGE for page in ("region", "search", "comparison")},
    **{(page, "JSON-LD"): OF_ENTRY for page in CITED_PARTS},
    **{(page, "JSON-LD"): OF_LIST for page in CITATIONS},
    **{(page, "JSON-LD"): WITH_HEAD for page in BASKETS},
    **{(page, "head"): WITH_HEAD for page in BASKETS},
    **{(page, "negotiation"): NOT_KEPT for page in BASKETS},
    ("basket", "cite-as"): NOT_KEPT,
    ("basket", "describedby"): NOT_KEPT,
    **{
        (page, channel): NOT_CITED
        for page in VIEWS | OTHERS
        for channel in ("head", "JSON-LD", "negotiation", "cite-as", "describedby")
    },
    **{(page, channel): NOT_CITED for page in OTHERS for channel in ("type", "item")},
    **{(page, "COinS"): ITS_ENTRIES for page in ("tag", "list")},
    **{
        (page, channel): NOT_CITED
        for page in ("table", "timeline", *OTHERS)
        for channel in ("unAPI", "COinS")
    },
    **{(page, "item"): CITE_PAGE for page in (*CITATIONS, *CITED_PARTS)},
    **{
        (page, "author"): OURS
        for page in (*CITED_LISTS, *CITATIONS, *BASKETS, *VIEWS, *OTHERS)
    },
    ("event", "author"): OURS,
    **{(page, "license"): NO_LICENCE for page in ADDRESSES if page != "photo"},
    **{
        (page, "collection"): IN_NO_LIST
        for page in ("search", "comparison", *BASKETS, *VIEWS, *OTHERS)
    },
}
del EMPTY["history", "Memento"]


def list_relations(answer):
    return [(rel, url) for url, rel in RELATION.findall(answer.headers.get("Link", ""))]


def read_unapi(client, answer, head):
    """The titles that unAPI gives for the ids of the page."""
    found = []
    for code in head.ids:
        assert client.get("/unapi", {"id": code}).status_code == 300, code
        given = client.get("/unapi", {"id": code, "format": "csl-json"})
        found += [row["title"] for row in json.loads(given.content)]
    return found


def read_block(client, answer, head):
    return [json.loads(text)["name"] for text in BLOCK.findall(answer.content.decode())]


def read_negotiated(client, answer, head):
    """What the page gives to a program that wants BibTeX."""
    path = answer.request["PATH_INFO"]
    query = answer.request["QUERY_STRING"]
    again = client.get(f"{path}?{query}", headers=BIBTEX)
    if again.status_code != 303:
        return []
    text = client.get(again["Location"]).content.decode()
    assert text.lstrip().startswith("@"), again["Location"]
    return [text]


def read_head(client, answer, head):
    rows = dict(head.metas)
    names = ("citation_title", "DC.title", "z:itemType", "citation_public_url")
    return [rows[name] for name in names] if "citation_title" in rows else []


def read_links(relation):
    def read(client, answer, head):
        return [url for rel, url in list_relations(answer) if relation in rel.split()]

    return read


CHANNELS = {
    "unAPI": read_unapi,
    "COinS": lambda client, answer, head: head.coins,
    "head": read_head,
    "JSON-LD": read_block,
    "negotiation": read_negotiated,
    "Memento": read_links("timegate"),
    **{rel: read_links(rel) for rel in ("cite-as", "describedby", "type", "item")},
    **{rel: read_links(rel) for rel in ("author", "license", "collection")},
}


@pytest.fixture
def addresses(demonstration):
    named = {"article": demonstration.get_absolute_url()}
    for kind in ("photo", "source", "event"):
        first = Entry.objects.public().filter(kind=kind).order_by("import_key").first()
        named[kind] = first.get_absolute_url()
    public = Narrative.objects.public().with_published()
    named["trail"] = load_public_narratives(public)[0].url
    photo = Entry.objects.public().filter(kind="photo").order_by("import_key").first()
    Photo.objects.filter(pk=photo.pk).update(licence="https://licence.example/by")
    named["id"] = demonstration.id_code
    kept = baskets.build_contents([demonstration.id_code], title="Kept <b>&")
    named["basket"] = baskets.save_basket(kept)
    return {page: path.format(**named) for page, path in ADDRESSES.items()}


def open_page(client, path):
    answer = client.get(path, {"lang": "en"} if "?" not in path else None)
    assert answer.status_code == 200, path
    return answer, Head(answer.content.decode())


@pytest.mark.parametrize("page", list(ADDRESSES))
def test_a_cell_is_full_or_has_a_reason(client, addresses, page):
    answer, head = open_page(client, addresses[page])
    is_full = {
        channel: bool(read(client, answer, head)) for channel, read in CHANNELS.items()
    }
    wanted = {channel: (page, channel) not in EMPTY for channel in CHANNELS}
    assert is_full == wanted


def test_each_reason_is_of_a_cell(addresses):
    assert {page for page, _channel in EMPTY} <= set(ADDRESSES)
    assert {channel for _page, channel in EMPTY} <= set(CHANNELS)


@pytest.mark.parametrize("page", list(CITED_LISTS | CITATIONS | BASKETS))
def test_what_describes_a_page_is_of_that_page(client, addresses, page):
    """Each `describedby` can be had, and names the address that is to be cited."""
    answer, _head = open_page(client, addresses[page])
    (cite_as, *_) = [*read_links("cite-as")(client, answer, None), ""]
    described = read_links("describedby")(client, answer, None)
    for path in described:
        given = client.get(path)
        assert given.status_code == 200, path
        text = unescape(given.content.decode()).replace("\\", "")
        assert cite_as in text, path
    assert bool(described) == bool(cite_as) == ((page, "cite-as") not in EMPTY)


@pytest.mark.parametrize("page", list(ADDRESSES))
def test_each_file_that_a_page_names_can_be_had(client, addresses, page):
    answer, _head = open_page(client, addresses[page])
    links = [url for rel, url in list_relations(answer) if rel in ("item", "author")]
    for url in links:
        given = client.get(url.removeprefix(HOME))
        assert given.status_code == 200, url
        given.close()


def read_records(client, head):
    """The same fields of each channel that carries the page itself."""
    (code,), (coins,) = head.ids, head.coins
    text = client.get("/unapi", {"id": code, "format": "ris"}).content.decode()
    (ris,) = rispy.loads(text)
    pairs = dict(part.split("=", 1) for part in coins.split("&"))
    rows = dict(head.metas)
    return {
        "unAPI": (
            {"ELEC": "webpage"}[ris["type_of_reference"]],
            ris["title"],
            ris["secondary_title"],
            ris["date"].strip("/").replace("/", "-"),
            ris["urls"][0],
        ),
        "COinS": tuple(
            unquote(pairs[f"rft.{name}"])
            for name in ("type", "title", "source", "date", "identifier")
        ),
        "head": (
            rows["z:itemType"],
            rows["citation_title"],
            rows["prism.publicationName"],
            rows["DC.date"],
            rows["citation_public_url"],
        ),
    }


@pytest.mark.parametrize("page", list(CITATIONS))
def test_each_channel_of_a_citation_has_the_same_fields(client, addresses, page):
    answer, head = open_page(client, addresses[page])
    found = read_records(client, head)
    assert len(set(found.values())) == 1, found
    kind, title, publication, day, address = found["unAPI"]
    (cite_as,) = read_links("cite-as")(client, answer, head)
    assert (kind, publication, address) == ("webpage", "Surveillance Archive", cite_as)
    assert day == f"{timezone.localdate():%Y-%m-%d}"
    assert re.search(r"\d+ (entries|results)", title), title


def test_a_story_trail_is_the_same_in_each_channel(client, addresses):
    _answer, head = open_page(client, addresses["story trail"])
    (code,), (coins,) = head.ids, head.coins
    given = client.get("/unapi", {"id": code, "format": "csl-json"})
    (record,) = json.loads(given.content)
    rows = dict(head.metas)
    assert record["title"] == rows["citation_title"] == rows["og:title"]
    assert f"rft.title={quote(record['title'], safe='')}" in coins
    assert record["URL"] == rows["citation_public_url"] == code


def test_a_saved_basket_is_described_by_its_title_and_number(client, addresses):
    address = f"{HOME}{addresses['saved basket']}"
    given = client.get("/unapi", {"id": address, "format": "csl-json"})
    (record,) = json.loads(given.content)
    assert record["title"] == "Kept <b>& (1 entry)"
    assert record["URL"] == address


@pytest.mark.parametrize(
    "address",
    [
        "/regions/CN-XX/",
        "/regions/CN-XJ/?from=yesterday",
        "/search/?from=yesterday",
        "/compare/?a.region=CN-XJ",
        "/narratives/4f7k9q2x/a/",
        "/narratives/4f7k9q2t/a/",
        "/basket/nothing/",
        "/table/",
        "/nowhere/",
        "https://other.example/search/",
    ],
)
def test_unapi_knows_no_other_page(client, addresses, address):
    assert client.get("/unapi", {"id": address}).status_code == 404


GRAPH = ("og:title", "og:type", "og:url", "og:description", "og:locale")


@pytest.mark.parametrize("lang", ["en", "de", "zh-Hans"])
@pytest.mark.parametrize("page", list(ADDRESSES))
def test_each_page_says_what_a_link_to_it_shows(client, addresses, page, lang):
    path = addresses[page]
    answer = client.get(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    rows = Head(answer.content.decode()).metas
    found = {}
    for name, content in rows:
        found.setdefault(name, []).append(content)
    for name in GRAPH:
        assert len(found[name]) == 1 and found[name][0].strip(), name
    assert found["og:url"][0].startswith(HOME)
    assert re.fullmatch(r"[a-z]{2,3}_[A-Z]{2}", found["og:locale"][0])
    is_item = found["og:type"] == ["article"]
    assert is_item == (
        page in ENTRIES | CITED_PARTS | VERSIONS | CITATIONS or page == "story trail"
    )
    if not is_item:  # our own words, which stand in three languages
        locales = [*found["og:locale"], *found["og:locale:alternate"]]
        assert sorted(locales) == ["de_CH", "en_GB", "zh_CN"]
        assert found["og:locale"] == [LOCALES[lang]]
        assert len(found["og:site_name"]) == 1
    for image in found.get("og:image", ()):
        given = client.get(image.removeprefix(HOME))
        assert given.headers["Content-Type"] == "image/png"


LOCALES = {"en": "en_GB", "de": "de_CH", "zh-Hans": "zh_CN"}


def test_maps_and_bars_of_ours_are_the_picture_of_a_link(client, addresses):
    if not has_fonts_for("en"):
        pytest.skip("no font to draw letters with")
    for page in ("region", "world", "timeline"):
        _answer, head = open_page(client, addresses[page])
        assert "/picture.png" in dict(head.metas)["og:image"]
    for page in (*ENTRIES, *BASKETS, "search"):
        _answer, head = open_page(client, addresses[page])
        assert "og:image" not in dict(head.metas)
