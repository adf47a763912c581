"""What the page of an entry asks of the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.models import EntryRegion, Region, Tag, Tagging
from tests.factories import (
    make_article,
    make_event,
    make_photo,
    make_source,
    published,
)

pytestmark = pytest.mark.django_db
MOST = {"page": 38, "cite": 13}


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
