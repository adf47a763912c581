"""Records into an archive's own tables, many at once, each as a verb would leave it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from time import process_time

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from archive.models import (
    Article,
    Entry,
    EntryRegion,
    OutboxRow,
    Passage,
    Region,
    RegionName,
    Tag,
    Tagging,
    TagLabel,
)
from archive.models.database_statistics import refresh_statistics
from archive.search import reindex
from benchmarks.archives.corpus import REGIONS, TAGS, CorpusRecord, make_records
from benchmarks.archives.id_codes import make_id_code

RECORDS_PER_BATCH = 1_000
_ID_NUMBERS = count()


def fill_archive(number: int) -> dict[str, float]:
    """Make the records, without an index; records per CPU second."""
    began = process_time()
    call_command("migrate", verbosity=0)
    regions = list(_make_regions())
    tags = list(_make_tags())
    made = make_records(number)
    while batch := list(islice(made, RECORDS_PER_BATCH)):
        _save_batch(batch, regions, tags)
    OutboxRow.objects.all().delete()
    refresh_statistics()
    return {"filled": number / (process_time() - began)}


def build_index(number: int, folder: Path) -> dict[str, float]:
    """Build the index: documents per CPU second of `reindex`, and its megabytes."""
    began = process_time()
    reindex()
    spent = process_time() - began
    files = (path for path in folder.rglob("*") if path.is_file())
    size = sum(path.stat().st_size for path in files) / 2**20
    return {"rate": number / spent, "size": size}


def save_public_article(
    language: str, title: str, text: str, key: str = "", date: str = ""
) -> Article:
    """A public article of one passage, saved."""
    made = make_article(language, title, key, date)
    made.save()
    Passage.objects.create(article=made, anchor="p1", position=1, verbatim=text)
    return made


def _make_regions() -> Iterator[Region]:
    """Provinces with a name in two languages."""
    for n in range(REGIONS):
        region = Region.objects.create(code=f"CN-{n:02d}", level="province")
        for language, name in (("en", f"Province {n}"), ("de", f"Provinz {n}")):
            RegionName.objects.create(
                region=region, language=language, name=name, is_preferred=True
            )
        yield region


def _make_tags() -> Iterator[Tag]:
    for n in range(TAGS):
        tag = Tag.objects.create(scheme="theme", slug=f"t{n}")
        for language, label in (("en", f"Theme {n}"), ("de", f"Thema {n}")):
            TagLabel.objects.create(
                tag=tag, language=language, label=label, is_preferred=True
            )
        yield tag


@transaction.atomic
def _save_batch(
    rows: list[CorpusRecord], regions: list[Region], tags: list[Tag]
) -> None:
    """A batch of public articles of one passage; a statement for each table."""
    articles = [make_article(r.language, r.title, date=r.month) for r in rows]
    for one in articles:
        one.id_code = make_id_code(next(_ID_NUMBERS))
    parents = [_make_parent(one) for one in articles]
    Entry.objects.bulk_create(parents)
    for one, parent in zip(articles, parents, strict=True):
        one.pk = one.entry_ptr_id = parent.pk
    own = Article._meta.local_concrete_fields
    # Django refuses bulk_create for a table with a parent: its ids would be unknown.
    Article.objects.all()._insert(articles, fields=own, using="default")
    Passage.objects.bulk_create(
        Passage(article=one, anchor="p1", position=1, verbatim=record.text)
        for one, record in zip(articles, rows, strict=True)
    )
    EntryRegion.objects.bulk_create(
        EntryRegion(entry_id=one.pk, region=regions[record.region])
        for one, record in zip(articles, rows, strict=True)
    )
    Tagging.objects.bulk_create(
        Tagging(entry_id=one.pk, tag=tags[record.tag])
        for one, record in zip(articles, rows, strict=True)
    )


def make_article(language: str, title: str, key: str = "", date: str = "") -> Article:
    """A public article, not saved, with all that `save` derives."""
    made = Article(
        title=title or "–",
        language=language,
        status="published",
        version=1,
        first_published_at=timezone.now(),
        import_key=key,
        date=date,
    )
    made.derive_columns()
    return made


def _make_parent(made: Article) -> Entry:
    fields = (field.attname for field in Entry._meta.concrete_fields)
    return Entry(**{name: getattr(made, name) for name in fields if name != "id"})
