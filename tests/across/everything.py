"""An archive in which every field of every record has a value of its own."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import CharField, Field, Model, TextField

from archive import editorial
from archive.models import (
    Article,
    Author,
    Capture,
    Citation,
    Correction,
    Derivation,
    Entry,
    EntryRegion,
    EntryRelation,
    Event,
    Evidence,
    Outlet,
    Passage,
    Photo,
    Placement,
    Region,
    RegionName,
    Source,
    Tag,
    Tagging,
    TagLabel,
    User,
)
from archive.search import reindex

KINDS: dict[str, type[Entry]] = {
    "article": Article,
    "photo": Photo,
    "source": Source,
    "event": Event,
}
ROWS: tuple[type[Model], ...] = (
    Passage,
    Placement,
    Author,
    Citation,
    Derivation,
    Evidence,
    EntryRelation,
    EntryRegion,
    Tagging,
    Correction,
    Capture,
    Outlet,
    Region,
    RegionName,
    Tag,
    TagLabel,
)
FILE = b"%PDF-1.4 a copy"
# What is no word: choices, dates, addresses and codes.
GIVEN: dict[str, Any] = {
    "article.language": "de-CH",
    "article.date": "1987-03-14",
    "article.byline": "Artur Articlebylinewort",
    "article.original_url": "https://original.example/article",
    "article.original_audience": "public",
    "article.sha256": "a1" * 32,
    "article.retrieved_at": datetime(2021, 8, 9, tzinfo=UTC),
    "article.text_is": "own_words",
    "article.text_access": "public",
    "photo.language": "fr",
    "photo.date": "1988-04-15",
    "photo.creator": "Paula Photocreatorwort",
    "photo.credit_line": "Bild: Photocreditlinewort",
    "photo.licence": "https://licence.example/photo",
    "source.language": "it",
    "source.date": "1989-05-16",
    "source.creator": "Sonja Sourcecreatorwort",
    "source.original_url": "https://original.example/source",
    "source.source_kind": "leak",
    "source.held": True,
    "source.reliability": "B",
    "source.credibility": "2",
    "event.language": "es",
    "event.date": "1990-06-17",
    "event.event_kind": "plan",
    "evidence.relation": "supports",
    "entryrelation.relation": "supersedes",
    "passage.anchor": "p41",
    "passage.position": 41,
    "passage.kind": "table",  # a retold article quotes nobody
    "passage.language": "sv",
    "passage.verbatim": "Passageverbatimwort stands here.",
    "passage.reading": "Passagereadingwort stands here.",
    "photo.caption": "Photocaptionwort stands here.",
    "photo.reading": "Photoreadingwort stands here.",
    "placement.anchor": "c43",
    "placement.position": 43,
    "citation.relation": "is_based_on",
    "entryregion.role": "shown",
    "correction.kind": "clarification",
    "capture.url": "https://captured.example/",
    "capture.captured_at": datetime(2022, 10, 11, tzinfo=UTC),
    "capture.captured": "2022-10-11",
    "capture.media_type": "application/pdf",
    "capture.size": len(FILE),
    "capture.sha256": sha256(FILE).hexdigest(),
    "capture.file": f"originals/{sha256(FILE).hexdigest()}",
    "capture.external_url": "https://external.example/copy",
    "outlet.language": "pt",
    "outlet.slug": "outletslugwort",
    "outlet.url": "https://outlet.example/",
    "outlet.issn": "1234-5679",
    "region.code": "CN-650100",
    "region.level": "prefecture",
    "regionname.language": "en",
    "tag.scheme": "theme",
    "tag.slug": "tagslugwort",
    "taglabel.language": "en",
}


def is_word(field: Field) -> bool:
    """Whether any word may stand in it."""
    return isinstance(field, CharField | TextField) and not field.choices


def value_of(model: type[Model], name: str) -> Any:
    """The value that this field has here and no other field has."""
    key = f"{model._meta.model_name}.{name}"
    word = "".join(key.split(".")).replace("_", "").capitalize() + "wort"
    return GIVEN.get(key, word)


def own_values(model: type[Model]) -> dict[str, Any]:
    """A value for each field of a model in which a word may stand, or that has one."""
    known = {key.partition(".")[2] for key in GIVEN if _is_of(key, model)}
    return {
        field.name: value_of(model, field.name)
        for field in model._meta.concrete_fields
        if field.name in known or (is_word(field) and field.editable)
    }


def _is_of(key: str, model: type[Model]) -> bool:
    return key.partition(".")[0] == model._meta.model_name


def make_everything(anna: User, dora: User) -> dict[str, Entry]:
    """One public entry of each kind, entered and published by verbs: an article in its
    second version, that cites the source and shows the photo, and an event."""
    place = Region.objects.create(
        code=GIVEN["region.code"], level="prefecture", is_listed=True
    )
    RegionName.objects.create(region=place, is_preferred=True, **own_values(RegionName))
    tag = Tag.objects.create(scheme="theme", slug=GIVEN["tag.slug"], is_listed=True)
    TagLabel.objects.create(tag=tag, is_preferred=True, **own_values(TagLabel))
    outlet = Outlet.objects.create(country=place, **own_values(Outlet))
    made = {kind: _made(kind, place, tag, outlet) for kind in KINDS}
    _tied_together(made)
    for kind in ("photo", "origin", "source", "article", "event"):
        _published(made[kind], anna, dora)
    _captured(made["article"], anna)
    _corrected(made["article"], anna, dora)
    reindex()
    return {kind: KINDS[kind].objects.get(pk=made[kind].pk) for kind in KINDS}


def _made(kind: str, place: Region, tag: Tag, outlet: Outlet) -> Entry:
    model = KINDS[kind]
    values = own_values(model) | {"audience": "public"}
    if kind == "article":
        values["outlet"] = outlet
    entry = model.objects.create(**values)
    EntryRegion.objects.create(entry=entry, region=place, role="shown")
    Tagging.objects.create(entry=entry, tag=tag)
    return entry


def _tied_together(made: dict[str, Entry]) -> None:
    article, source = made["article"], made["source"]
    values = own_values(Passage) | {"audience": "public", "left_out_because": ""}
    passage = Passage.objects.create(article=article, **values)
    Passage.objects.create(
        article=article,
        anchor="p42",
        position=42,
        verbatim="Passagewithheldwort",
        audience="editors",
    )
    Passage.objects.create(
        article=article,
        anchor="p44",
        position=44,
        verbatim="Passageleftoutwort",
        left_out_because=value_of(Passage, "left_out_because"),
    )
    Placement.objects.create(
        article=article, photo=made["photo"], **own_values(Placement)
    )
    whole = {"literal": value_of(Author, "literal")}
    parts = {k: v for k, v in own_values(Author).items() if k not in whole}
    Author.objects.create(entry=article, position=1, **parts)
    Author.objects.create(entry=article, position=2, **whole)
    Citation.objects.create(
        entry=article, source=source, passage=passage, **own_values(Citation)
    )
    origin = Source.objects.create(title="Origintitlewort", source_kind="document")
    Derivation.objects.create(source=source, origin=origin)
    made["origin"] = origin
    Evidence.objects.create(event=made["event"], entry=article, passage=passage)
    EntryRelation.objects.create(
        entry=article, target=source, **own_values(EntryRelation)
    )


def _published(entry: Entry, anna: User, dora: User) -> None:
    editorial.record_creation(entry, anna)
    editorial.submit(entry, anna)
    editorial.publish(entry, dora)


def _captured(entry: Entry, anna: User) -> None:
    folder = Path(settings.MEDIA_ROOT) / "originals"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / GIVEN["capture.sha256"]).write_bytes(FILE)
    copy = Capture(**own_values(Capture) | {"audience": "editors"})
    editorial.add_capture(Entry.objects.get(pk=entry.pk), anna, copy)
    editorial.set_capture_audience(copy, anna, for_readers=True)


def _corrected(entry: Entry, anna: User, dora: User) -> None:
    copy = editorial.correct(Entry.objects.get(pk=entry.pk), anna)
    editorial.record_edit(copy, anna)
    Correction.objects.create(entry=copy, **own_values(Correction))
    editorial.submit(copy, anna)
    editorial.publish(copy, dora)
