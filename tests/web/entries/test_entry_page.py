"""What the page of an entry asks of the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.models import (
    Capture,
    Citation,
    EntryRegion,
    Outlet,
    Placement,
    Region,
    Tag,
    Tagging,
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
MOST = {"page": 39, "cite": 15}


def count_queries(client, address):
    client.get(address)  # what a process asks once
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def add_vocabulary(entry, word):
    """Five more tags and regions."""
    for number in range(5):
        tag = Tag.objects.create(
            scheme="theme", slug=f"{word}-{number}", is_listed=True
        )
        tag.labels.create(language="en", label=f"{word} {number}", is_preferred=True)
        Tagging.objects.create(entry=entry, tag=tag)
        region = Region.objects.create(
            code=f"X{word[0].upper()}{number}", level="country", is_listed=True
        )
        EntryRegion.objects.create(entry=entry, region=region, role="about")


@pytest.mark.parametrize("make", [make_article, make_photo, make_source, make_event])
@pytest.mark.parametrize("page", MOST)
def test_pages_of_an_entry_ask_no_more_with_more_tags_and_regions(client, make, page):
    entry = published(make())
    address = reverse("archive:entry-cite", args=[entry.id_code])
    if page == "page":
        address = entry.get_absolute_url()
    add_vocabulary(entry, "few")
    few = count_queries(client, address)
    add_vocabulary(entry, "many")
    assert count_queries(client, address) == few <= MOST[page]


def read_head(client, entry):
    """The line under the title."""
    return page_text(client.get(entry.get_absolute_url())).partition('class="by">')[2]


def test_the_head_says_who_where_and_where_the_original_is(client):
    article = make_article(
        title="Title",
        byline="Anna Muster",
        summary="What it is about.",
        outlet=Outlet.objects.create(name="Der Bund"),
        original_url="https://bund.example/1",
    )
    for code, role in (
        ("XA", "published_in"),
        ("XB", "happened_in"),
        ("XB", "about"),
        ("XC", "shown"),
        ("XD", "about"),
        ("XE", "about"),
    ):
        region = Region.objects.get_or_create(code=code, level="country")[0]
        EntryRegion.objects.create(entry=article, region=region, role=role)
    Capture.objects.create(
        entry=article,
        method="saved",
        audience="public",
        external_url="https://keeps.example/1",
    )
    published(article)
    page = page_text(client.get(article.get_absolute_url()))
    assert '<p class="summary"><b>Summary:</b><span lang="und">What it' in page
    head = read_head(client, article).partition("</p>")[0]
    assert head.startswith("<cite>Der Bund</cite>")
    assert [
        code for code in ("XA", "XB", "XC", "XD", "XE") if f">{code}</a>" in head
    ] == [
        "XB",
        "XD",
        "XE",
    ]
    assert head.count(">XB</a>") == 1
    assert 'href="https://bund.example/1"' in head
    assert 'href="#h-copies"' in head and 'id="h-copies"' in page


@pytest.mark.parametrize("address", ["", "javascript:alert(1)"])
def test_the_head_links_no_original_that_is_no_web_address(client, address):
    source = published(make_source(title="Title", publisher="", original_url=""))
    type(source).objects.update(original_url=address)
    head = read_head(client, source).partition("</p>")[0]
    assert ">Original</a>" not in head and "javascript" not in head
    assert "No link to the original" in head and "No archived copy" in head


def test_the_line_under_the_title_comes_before_lead_and_summary(client):
    article = published(
        make_article(
            title="Title", byline="Anna Muster", lead="The lead.", summary="In short."
        )
    )
    page = page_text(client.get(article.get_absolute_url()))
    found = ("<h1", "<b>Anna Muster</b>", 'class="dek"', "In short.", 'id="cite"')
    page = page[page.index("<h1") :]
    places = [page.index(words) for words in found]
    assert places == sorted(places)


def test_the_citation_tools_are_folded_behind_one_button(client):
    article = published(make_article(title="Title"))
    page = page_text(client.get(article.get_absolute_url()))
    fold = page.partition('<details class="all">')[2].partition("</section>")[0]
    assert fold.startswith('<summary><h2 id="h-cite">Cite this entry</h2></summary>')
    assert "BibTeX" in fold and page.count("<summary>BibTeX") == 1


def test_captions_and_sources_fill_the_column_beside_the_details(client):
    article = make_article(title="Title")
    photo, source = published(make_photo()), published(make_source())
    Placement.objects.create(article=article, photo=photo, anchor="c1", position=1)
    Citation.objects.create(entry=article, source=source, relation="is_based_on")
    page = page_text(client.get(published(article).get_absolute_url()))
    details = page.index('<aside class="side"')
    column = page.index('class="agrid"')
    for part in ('class="plates"', 'class="sources"'):
        assert column < page.index(part) < details
