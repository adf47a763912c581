"""One public entry of each kind, with fixed ids and days, to compare whole files."""

from __future__ import annotations

from datetime import UTC, datetime

from archive.models import (
    Citation,
    Correction,
    Entry,
    EntryRegion,
    Evidence,
    Outlet,
    Passage,
    Placement,
    Region,
    RegionName,
    Tag,
    Tagging,
)
from tests.factories import make_article, make_event, make_photo, make_source, published

MOMENT = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)


def make_records() -> dict[str, Entry]:
    """An article with passages, a photo and a source, and an event that it reports."""
    entries = {
        "article": _make_article(),
        "photo": make_photo(
            id_code="bbbb222m",
            title="Photo 1 of 1",
            caption="Ein Tor in Kashgar.",
            credit_line="Bild: dpa",
            creator="Paula Foto",
            language="de",
        ),
        "source": make_source(
            id_code="cccc3339",
            title="A tender",
            creator="City of Kashgar",
            publisher="Tender Office",
            source_kind="document",
            original_url="https://tender.example/1",
            language="en",
            date="2018-05",
            summary="Cameras for a gate.",
            reliability="B",
            credibility="2",
        ),
        "event": make_event(
            id_code="dddd444y",
            title="Cameras are planned",
            description="The city plans cameras.",
            event_kind="plan",
            date="2018-05/2018-06",
            language="en",
            summary="A plan.",
        ),
    }
    for entry in entries.values():
        published(entry)
        Entry.objects.filter(pk=entry.pk).update(first_published_at=MOMENT)
    _tie_together(entries)
    return {kind: Entry.objects.get(pk=entry.pk) for kind, entry in entries.items()}


def _make_article() -> Entry:
    return make_article(
        id_code="aaaa222t",
        title="Datenbank zeigt Ausmass",
        kicker="Gesichtserkennung",
        lead="Eine Datenbank stand offen.",
        byline="Anna Muster",
        section="Ausland",
        issued_by="Kantonspolizei",
        reply="Die Firma antwortete nicht.",
        original_url="https://zeitung.example/a",
        outlet=Outlet.objects.create(slug="zeitung", name="Die Zeitung"),
        language="de-CH",
        date="2019-02-20",
        is_demonstration=True,
    )


def _tie_together(entries: dict[str, Entry]) -> None:
    article, photo = entries["article"], entries["photo"]
    region = Region.objects.create(code="CN-XJ", level="province", is_listed=True)
    RegionName.objects.create(
        region=region, language="en", name="Xinjiang", is_preferred=True
    )
    EntryRegion.objects.create(entry=article, region=region, role="about")
    EntryRegion.objects.create(entry=article, region=region, role="published_in")
    tag = Tag.objects.create(scheme="theme", slug="cameras", is_listed=True)
    Tagging.objects.create(entry=article, tag=tag)
    passage = Passage.objects.create(
        article=article,
        anchor="p1",
        position=1,
        language="de-CH",
        verbatim="Der Sicherheitsformer fand sie.",
        reading="Der Sicherheitsforscher fand sie.",
        emendation="Druckfehler",
    )
    Passage.objects.create(
        article=article, anchor="p2", position=2, verbatim="Nein.", audience="editors"
    )
    Placement.objects.create(
        article=article, photo=photo, anchor="c1", position=1, series_heading="Tore"
    )
    Citation.objects.create(
        entry=article, source=entries["source"], passage=passage, relation="quotes"
    )
    for relation, kind in (("supports", "article"), ("disputes", "source")):
        Evidence.objects.create(
            event=entries["event"], entry=entries[kind], relation=relation
        )
    Correction.objects.create(
        entry=article, kind="erratum", was_wrong="Der Ort.", is_right="Kashgar."
    )
