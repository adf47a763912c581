"""Which entries are tied to regions and tags, whatever the plan."""

from __future__ import annotations

import pytest

from archive.entry_queries import QueryPlan, find_entries
from archive.filters import Choice, SearchFilters
from archive.models import EntryRegion, Region, Tag, Tagging
from tests.factories import make_event, published

pytestmark = pytest.mark.django_db

# Title → regions with roles, and tags.
TIES = {
    "none": ((), ()),
    "country": ((("CN", "about"),), ("a",)),
    "province": ((("CN-XJ", "shown"),), ("b",)),
    "both": ((("CN", "about"), ("DE", "happened_in")), ("a", "b")),
    "printed": ((("DE", "published_in"),), ()),
}
CN, NOT_CN = Choice("CN"), Choice("CN", excluded=True)
DE, NOT_DE = Choice("DE"), Choice("DE", excluded=True)
A, NOT_A = Choice("theme/a"), Choice("theme/a", excluded=True)
B, NOT_B = Choice("theme/b"), Choice("theme/b", excluded=True)
NOWHERE, NOT_NOWHERE = Choice("XX"), Choice("XX", excluded=True)


@pytest.fixture
def tied():
    regions = {
        code: Region.objects.create(code=code, level="country") for code in ("CN", "DE")
    }
    regions["CN-XJ"] = Region.objects.create(
        code="CN-XJ", level="province", parent=regions["CN"]
    )
    tags = {slug: Tag.objects.create(scheme="theme", slug=slug) for slug in "ab"}
    for title, (places, slugs) in TIES.items():
        entry = published(make_event(title=title))
        for code, role in places:
            EntryRegion.objects.create(entry=entry, region=regions[code], role=role)
        for slug in slugs:
            Tagging.objects.create(entry=entry, tag=tags[slug])


@pytest.mark.parametrize("plan", list(QueryPlan))
@pytest.mark.parametrize(
    ("regions", "role", "tags", "found"),
    [
        ((), "", (), list(TIES)),
        ((CN,), "", (), ["country", "province", "both"]),
        ((CN,), "shown", (), ["province"]),
        ((DE,), "", (), ["both"]),
        ((DE,), "published_in", (), ["printed"]),
        ((CN, DE), "", (), ["country", "province", "both"]),
        ((CN, NOT_DE), "", (), ["country", "province"]),
        ((NOT_CN,), "", (), ["none", "printed"]),
        ((NOT_CN,), "shown", (), ["none", "country", "both", "printed"]),
        ((NOT_CN, NOT_DE), "", (), ["none", "printed"]),
        ((NOWHERE,), "", (), []),
        ((NOT_NOWHERE,), "", (), list(TIES)),
        ((), "", (A,), ["country", "both"]),
        ((), "", (A, B), ["country", "province", "both"]),
        ((), "", (A, NOT_B), ["country"]),
        ((), "", (NOT_A,), ["none", "province", "printed"]),
        ((CN,), "", (NOT_A,), ["province"]),
    ],
)
def test_entries_have_a_chosen_tie_and_no_excluded_one(
    tied, regions, role, tags, found, plan
):
    filters = SearchFilters(regions=regions, role=role, tags=tags)
    titles = {entry.title for entry in find_entries(filters, plan=plan)}
    assert titles == set(found)
