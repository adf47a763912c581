"""Page by page, every hit once."""

import re
from datetime import UTC, datetime

import pytest

from archive.filters import SearchFilters
from archive.models import Article, Entry, EntryRegion, Event, Outlet, Region, Source
from archive.search import reindex
from archive.web.lists.entry_lists import (
    EntryItem,
    PageLink,
    Pager,
    build_item,
    build_items,
    build_pager,
    load_unfulfilled_events,
    name_author,
    name_publisher,
)
from tests.factories import (
    make_article,
    make_event,
    make_photo,
    make_source,
    published,
)
from tests.markup import page_text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/search/", "/search/?q=entry", "/articles/"])
def test_the_pages_reach_every_hit_once(client, path):
    for number in range(45):
        published(make_article(title=f"An entry {number}"))
    reindex()
    joint = "&" if "?" in path else "?"
    found: list[str] = []
    address = path
    for number in (1, 2, 3):
        address = f"{path}{joint}page={number}"
        found += re.findall(
            r'name="id" value="([^"]+)"', client.get(address).content.decode()
        )
    assert len(found) == len(set(found)) == 45
    assert client.get(f"{path}{joint}page=4").status_code == 404


@pytest.mark.parametrize("path", ["/search/?q=paper", "/search/", "/{kind}s/"])
@pytest.mark.parametrize("kind", ["article", "source"])
def test_a_row_says_who_published_it_and_when_it_came(client, kind, path):
    if kind == "article":
        outlet = Outlet.objects.create(name="Bund")
        entry = make_article(title="Paper", outlet=outlet, byline="Anna Beispiel")
    else:
        entry = make_source(title="Paper", publisher="Bund", creator="Anna Beispiel")
    entry.summary, entry.date = "What the paper says.", "2019-02-20"
    published(entry)
    Entry.objects.update(first_published_at=datetime(2026, 3, 1, 12, tzinfo=UTC))
    reindex()
    page = page_text(client.get(path.format(kind=kind)))
    row = page[page.index("<h3 lang=") :]
    row = row.replace("<mark>", "").replace("</mark>", "")
    told = (
        "Paper</a>",
        "<cite>Bund</cite> · <span>Anna Beispiel</span> · <span>20 February 2019<",
        ">Added 1 March 2026</span>",
        "What the paper says.",
    )
    places = [row.index(words) for words in told]
    assert places == sorted(places)


def test_who_published_a_source_is_not_named_twice(client):
    published(make_source(title="Paper", publisher="Bund", creator="Bund"))
    assert page_text(client.get("/sources/")).count(">Bund<") == 1


GAP = 0


@pytest.mark.parametrize(
    ("page", "pages", "links"),
    [
        (1, 1, [1]),
        (1, 2, [1, 2]),
        (2, 2, [1, 2]),
        (1, 9, [1, 2, 3, GAP, 9]),
        (3, 9, [1, 2, 3, 4, 5, GAP, 9]),
        (4, 9, [1, 2, 3, 4, 5, 6, GAP, 9]),
        (5, 9, [1, GAP, 3, 4, 5, 6, 7, GAP, 9]),
        (9, 9, [1, GAP, 7, 8, 9]),
    ],
)
def test_the_pages_around_the_current_one_are_linked(page, pages, links):
    def url(number):
        return "/search/?q=a" + (f"&page={number}" if number > 1 else "")

    pager = build_pager(SearchFilters(q="a", page=page), "/search/", pages)
    assert pager == Pager(
        page,
        pages,
        url(page - 1) if page > 1 else "",
        url(page + 1) if page < pages else "",
        tuple(
            PageLink(number, url(number), number == page)
            if number
            else PageLink(GAP, "")
            for number in links
        ),
    )


@pytest.mark.parametrize("kind", Event.EventKind)
def test_what_did_not_happen_says_what_it_is(kind):
    event = published(make_event(event_kind=kind))
    has_happened = kind == Event.EventKind.HAPPENED
    assert load_unfulfilled_events([event]) == (
        {} if has_happened else {event.pk: event}
    )
    (item,) = build_items([event])
    label = str(kind.label)
    assert item.event_kind == ("" if has_happened else label[0].upper() + label[1:])


def test_a_row_is_told_whole():
    article = published(
        make_article(
            title="Eight cameras", summary="At a gate.", language="de", date="2019-02"
        )
    )
    Entry.objects.update(first_published_at=datetime(2026, 3, 1, 12, tzinfo=UTC))
    for code, role in (
        *(("FR", "published_in"), ("CN", "about"), ("DE", "shown")),
        *(("DE", "about"), ("IT", "about"), ("JP", "about")),
    ):
        region = Region.objects.get_or_create(code=code, level="country")[0]
        EntryRegion.objects.create(entry=article, region=region, role=role)
    (plain,) = build_items(Entry.objects.all())
    address = f"/articles/{article.id_code}/eight-cameras/"
    assert plain == EntryItem(
        *(plain.entry, address, "February 2019", plain.places, "At a gate."),
        *("Eight cameras", "", "German", "", "", (), "", "", "", "1 March 2026"),
    )
    assert len(plain.places) == 3 and "FR" not in plain.places
    marked = build_item(article, snippet="A gate", anchor="p1", title="Marked")
    assert (marked.url, marked.snippet, marked.title, marked.anchor) == (
        *(f"{address}#p1", "A gate", "Marked", "p1"),
    )


def test_a_row_without_a_summary_has_the_caption_of_a_picture():
    photo = published(make_photo(caption="A gate", credit_line="Foto: DPA"))
    (item,) = build_items([photo])
    assert (item.snippet, item.credit, item.language) == (photo.text, "DPA", "")


def test_who_published_it_is_told_of_an_article_or_source():
    assert name_publisher(Article(outlet=Outlet(name="Bund"))) == "Bund"
    assert name_publisher(Article()) == ""
    assert name_publisher(Source(publisher="Bureau")) == "Bureau"
    assert name_publisher(Event()) == ""
    assert name_author(Article(byline="Anna")) == "Anna"
    assert name_author(Source(creator="Bureau")) == "Bureau"
    assert name_author(Event()) == ""
