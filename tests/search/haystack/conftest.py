"""Every test of Haystack's ways runs on each engine."""

from __future__ import annotations

import pytest

from archive.models import (
    EntryRegion,
    OutboxRow,
    Region,
    RegionName,
    Tag,
    Tagging,
    TagLabel,
)
from archive.search import process_outbox
from archive.search.index.live_index import ask_live_index
from tests.factories import make_article, make_event, make_photo, make_source, published
from tests.indexes import index_with


@pytest.fixture(autouse=True, params=["whoosh", "tantivy"])
def engine(request, settings, index, tmp_path):
    """The engine of this test, with an index of its own."""
    with index_with(request.param, tmp_path / "index", settings):
        yield request.param


def list_indexed_ids():
    """Ids of all documents, hidden entries' too."""
    held = ask_live_index(lambda engine, folder: engine.list_digests(folder))
    return sorted(pk for pk, _digest in held)


def index_entries(*entries):
    """Have the index learn them."""
    OutboxRow.objects.add(entry.pk for entry in entries)
    process_outbox()
    return entries


@pytest.fixture
def records(db):
    """Four kinds of entries about cameras, in places, with tags and dates."""
    china = Region.objects.create(code="CN", level="country")
    xinjiang = Region.objects.create(code="CN-XJ", level="province", parent=china)
    germany = Region.objects.create(code="DE", level="country")
    for region, name in (
        (china, "China"),
        (xinjiang, "Xinjiang"),
        (germany, "Germany"),
    ):
        RegionName.objects.create(
            region=region, language="en", name=name, is_preferred=True
        )
    tag = Tag.objects.create(scheme="theme", slug="faces")
    TagLabel.objects.create(tag=tag, language="en", label="faces", is_preferred=True)
    found = {
        "gate": make_article(
            title="Eight cameras watch the gate",
            summary="Police read every face at the market.",
            byline="Anna Muster",
            language="en",
            date="2018-05",
        ),
        "border": make_article(
            title="Gesichtserkennungssoftware an der Grenze",
            language="de-CH",
            date="2019-02-20",
            summary="Kameras lesen Gesichter.",
        ),
        "photo": make_photo(
            title="Photo of a gate",
            caption="A camera above the gate",
            language="en",
            credit_line="Reuters",
            date="2018",
        ),
        "source": make_source(
            title="Tender for cameras",
            creator="Bureau of Works",
            language="zh-Hans",
        ),
        "event": make_event(title="The market closes", date="2020-01-01"),
    }
    for name, region in (("gate", xinjiang), ("photo", china), ("border", germany)):
        EntryRegion.objects.create(entry=found[name], region=region, role="about")
    for name in ("gate", "photo"):
        Tagging.objects.create(entry=found[name], tag=tag)
    index_entries(*(published(entry) for entry in found.values()))
    return found
