"""What the index holds of an entry: its dates, its ties and a digest of all."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import (
    Citation,
    Entry,
    EntryRegion,
    Outlet,
    Region,
    RegionName,
    Tag,
    Tagging,
    TagLabel,
)
from archive.models.counts.month_numbers import get_month_number
from archive.search.index import documents
from archive.search.index.documents import (
    DocumentBuilder,
    _hash_document,
    _make_date_columns,
    build_documents,
)
from archive.text.dates import OPEN_EARLIEST, OPEN_LATEST
from tests.factories import make_article, make_event, make_photo, make_source, published

DAY = date(2019, 2, 20).toordinal()
LONGEST = 2**31 - 1


def order(begin, days, is_open=0):
    return (begin << 32) + (days << 1) + is_open


@pytest.mark.parametrize(
    ("earliest", "latest", "columns"),
    [
        (None, None, {}),
        (DAY, None, {}),
        (None, DAY, {}),
        (DAY, DAY, (2019, 2019, order(DAY, 0))),
        (DAY, DAY + 365, (2019, 2020, order(DAY, 365))),
        (OPEN_EARLIEST, DAY, (2019, 2019, order(DAY, 0, 1))),
        (DAY, OPEN_LATEST, (2019, 2019, order(DAY, LONGEST))),
        (DAY - LONGEST, DAY, (None, 2019, order(DAY - LONGEST, LONGEST))),
        (DAY - LONGEST - 1, DAY, (None, 2019, order(DAY - LONGEST - 1, LONGEST))),
    ],
)
def test_a_date_is_its_bounds_its_years_and_its_place(earliest, latest, columns):
    found = _make_date_columns(Entry(date_earliest=earliest, date_latest=latest))
    if not columns:
        assert found == {}
        return
    first, last, dated = columns
    first = found["first_year"] if first is None else first
    begins = latest if earliest == OPEN_EARLIEST else earliest
    ends = earliest if latest == OPEN_LATEST else latest
    assert found == {
        "earliest": earliest,
        "latest": latest,
        "begins": begins,
        "ends": ends,
        "first_month": get_month_number(begins),
        "last_month": get_month_number(ends),
        "first_year": first,
        "last_year": last,
        "dated": dated,
    }


@pytest.mark.parametrize(
    ("moment", "added"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), 0),
        (datetime(1970, 1, 1, 0, 0, 1, 5, tzinfo=UTC), 1_000_005),
        (datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC), -1_000_000),
    ],
)
def test_when_an_entry_was_added_is_told_in_microseconds(moment, added):
    assert _make_date_columns(Entry(first_published_at=moment)) == {"added": added}


def test_a_digest_tells_all_terms_in_their_order():
    terms, others = {"b": ["x", "y"], "a": ["z"]}, [{"kind": "event", "n": 1}]
    digest = _hash_document(terms, others)
    assert digest == _hash_document(
        {"a": ["z"], "b": ["x", "y"]}, [{"n": 1, "kind": "event"}]
    )
    for changed in (
        ({**terms, "b": ["y", "x"]}, others),
        ({"b": ["x", "y"]}, others),
        ({**terms, "c": []}, others),
        (terms, [{"kind": "event", "n": 2}]),
    ):
        assert _hash_document(*changed) != digest


@pytest.fixture
def regions(db):
    china = Region.objects.create(code="CN", level="country")
    province = Region.objects.create(code="CN-XJ", level="province", parent=china)
    return china, province


@pytest.mark.parametrize(
    ("role", "is_subject"),
    [("about", True), ("happened_in", True), ("shown", True), ("published_in", False)],
)
def test_a_document_has_its_regions_with_those_above(regions, role, is_subject):
    entry = published(make_event(language="de-CH"))
    EntryRegion.objects.create(entry=entry, region=regions[1], role=role)
    (document,) = build_documents(Entry.objects.all())
    both = tuple(sorted(region.pk for region in regions))
    wanted = {role: both} | ({"regions": both} if is_subject else {})
    assert document.numbers == wanted
    assert document.words == {
        "kind": "event",
        "language": "de-CH",
        "base_language": "de",
    }
    assert document.pk == entry.pk


def test_a_document_has_tags_with_broader_ones_and_sources(db):
    broad = Tag.objects.create(scheme="theme", slug="cameras")
    tag = Tag.objects.create(scheme="theme", slug="faces", broader=broad)
    Tag.objects.create(scheme="technology", slug="faces")
    source = published(make_source())
    outlet = Outlet.objects.create(slug="post", name="Post")
    article = published(make_article(outlet=outlet))
    Tagging.objects.create(entry=article, tag=tag)
    for _again in range(2):
        Citation.objects.create(entry=article, source=source)
    made = {one.pk: one for one in build_documents(Entry.objects.all())}
    assert made[article.pk].numbers == {
        "tags": tuple(sorted((broad.pk, tag.pk))),
        "sources": (source.pk,),
        "outlets": (outlet.pk,),
    }
    assert made[source.pk].numbers == {}


@pytest.mark.parametrize("batch", [1, 3, 200])
def test_a_region_and_a_tag_are_read_once_for_all_entries(regions, monkeypatch, batch):
    """However many batches they come in; in the same order as in a batch of its own."""
    monkeypatch.setattr(documents, "ENTRIES_PER_BATCH", batch)
    tag = Tag.objects.create(scheme="theme", slug="cameras")
    TagLabel.objects.create(tag=tag, language="de", label="Kameras")
    RegionName.objects.create(region=regions[1], language="zh-Hans", name="新疆")
    for entry in [published(make_event()) for _event in range(5)]:
        Tagging.objects.create(entry=entry, tag=tag)
        for role in ("about", "published_in"):
            EntryRegion.objects.create(entry=entry, region=regions[1], role=role)
    asked = CaptureQueriesContext(connection)
    with asked:
        made = list(build_documents(Entry.objects.order_by("pk")))
    for name in ("archive_regionname", "archive_taglabel"):
        assert sum(name in query["sql"] for query in asked.captured_queries) == 1
    assert [one.terms["labels"].count("kameras") for one in made] == [1] * 5
    assert [one.terms["label_pairs"].count("新疆") for one in made] == [1] * 5
    for one, entry in zip(made, Entry.objects.order_by("pk"), strict=True):
        assert one == DocumentBuilder([entry]).build(entry)


def test_a_picture_has_its_credit_as_printed_and_folded(db):
    photo = published(make_photo(credit_line="Foto: DPA"))
    document = DocumentBuilder([photo]).build(photo)
    assert (
        document.words["credit_name"] == photo.photo.credit
        if hasattr(photo, "photo")
        else photo.credit
    )
    assert document.words["credited"] == document.words["credit_name"].casefold()
    assert document.words["credit_name"]


def test_a_source_is_found_by_its_title_as_a_source(db):
    source = published(make_source(title="Tender", creator="Bureau", publisher=""))
    event = published(make_event(title="Opening"))
    builder = DocumentBuilder([source, event])
    assert [
        t for t in builder.build(source).terms["source"] if t in ("bureau", "tender")
    ] == ["bureau", "tender"]
    assert "source" not in builder.build(event).terms
    terms = builder.build(event).terms
    assert terms["exact"][0] == "opening" and terms["title"][0] == "opening"
    assert {
        "exact",
        "pairs",
        "stems",
        "written",
        "parts",
        "labels",
        "label_pairs",
    } <= set(terms)
