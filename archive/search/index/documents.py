"""Index documents of entries: public entries only, and their public texts only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice

from archive.filters import count_microseconds
from archive.models import (
    SUBJECT_ROLES,
    Article,
    Citation,
    Entry,
    Photo,
    Region,
    Tag,
)
from archive.models.counts.month_numbers import get_month_number
from archive.models.entries.entry import EntryQuerySet
from archive.search.engines.document_fields import IndexDocument
from archive.text.dates import OPEN_EARLIEST, OPEN_LATEST, from_day_number

from .public_texts import TextLoader, iter_entry_labels
from .terms import FieldTerms, extract_name_terms

ENTRIES_PER_BATCH = 200
_LONGEST_SPAN = 2**31 - 1  # days of a span without an end


class DocumentBuilder:
    """Makes the documents of a batch of entries, whose vocabulary is prefetched; at
    most eight queries for all."""

    def __init__(self, entries: list[Entry]) -> None:
        self.loader = TextLoader(entries)
        self.regions = _load_region_ids(entries)
        self.tags = _load_tag_ids(entries)
        self.sources = _load_source_ids(entries)

    def build(self, entry: Entry) -> IndexDocument:
        """All fields and columns of one of the entries."""
        terms = collect_terms(entry, self.loader)
        words = {
            "kind": entry.kind,
            "language": entry.language,
            "base_language": entry.language.partition("-")[0],
        }
        own_kind = self.loader.own_kinds.get(entry.pk)
        if isinstance(own_kind, Photo):
            words["credit_name"] = own_kind.credit
            words["credited"] = words["credit_name"].casefold()
        number, numbers = _make_date_columns(entry), self._collect_ids(entry)
        if isinstance(own_kind, Article) and own_kind.outlet_id:
            numbers["outlets"] = (own_kind.outlet_id,)
        digest = _hash_document(terms, [words, number, numbers])
        return IndexDocument(entry.pk, digest, terms, words, number, numbers)

    def _collect_ids(self, entry: Entry) -> dict[str, tuple[int, ...]]:
        ids: dict[str, set[int]] = {"sources": self.sources.get(entry.pk, set())}
        for tie in entry.entry_regions.all():
            above = tie.region.path.rstrip("/").split("/")
            regions = {self.regions[code] for code in above if code in self.regions}
            ids.setdefault(tie.role, set()).update(regions)
            if tie.role in SUBJECT_ROLES:
                ids.setdefault("regions", set()).update(regions)
        for tagging in entry.taggings.all():
            above = tagging.tag.path.rstrip("|").split("|")
            broader = {self.tags[key] for key in above if key in self.tags}
            ids.setdefault("tags", set()).update(broader)
        return {name: tuple(sorted(pks)) for name, pks in ids.items() if pks}


def collect_terms(entry: Entry, loader: TextLoader) -> dict[str, list[str]]:
    """The terms of an entry by field; its texts come from the loader."""
    everything, by_field = FieldTerms(), dict[str, FieldTerms]()
    for text in loader.iter_texts(entry):
        everything.add_text(text.text, text.language)
        if text.field:
            field = "source" if text.field == "host" else text.field
            terms = by_field.setdefault(field, FieldTerms())
            terms.add_text(text.text, text.language)
    if entry.kind == "source":
        terms = by_field.setdefault("source", FieldTerms())
        terms.add_text(entry.title, entry.language)
    labels = FieldTerms()
    for label in iter_entry_labels(entry):
        exact, pairs = extract_name_terms(label)
        labels.exact += exact
        labels.pairs += pairs
    return {
        **{field: terms.join_all() for field, terms in by_field.items()},
        "exact": everything.exact,
        "pairs": everything.pairs,
        "stems": [*everything.stems, *everything.acronyms, *everything.roundings],
        "written": everything.written,
        "parts": everything.parts,
        "labels": labels.exact,
        "label_pairs": labels.pairs,
    }


def _load_region_ids(entries: list[Entry]) -> dict[str, int]:
    """Ids by code of the entries' regions, and of all above them."""
    ties = [tie for entry in entries for tie in entry.entry_regions.all()]
    codes = {code for tie in ties for code in tie.region.path.rstrip("/").split("/")}
    regions = Region.objects.filter(code__in=codes) if codes else ()
    return {region.code: region.pk for region in regions}


def _load_tag_ids(entries: list[Entry]) -> dict[str, int]:
    """Ids by key of the entries' tags, and of all broader ones."""
    taggings = [tagging for entry in entries for tagging in entry.taggings.all()]
    keys = {key for t in taggings for key in t.tag.path.rstrip("|").split("|")}
    slugs = {key.partition("/")[2] for key in keys}
    tags = Tag.objects.filter(slug__in=slugs) if slugs else ()
    return {tag.key: tag.pk for tag in tags}


def _load_source_ids(entries: list[Entry]) -> dict[int, set[int]]:
    """Ids of the sources that each entry cites."""
    sources: dict[int, set[int]] = {}
    cited = Citation.objects.filter(entry__in=[entry.pk for entry in entries])
    for pk, source in cited.values_list("entry_id", "source_id").order_by():
        sources.setdefault(pk, set()).add(source)
    return sources


def _hash_document(terms: dict[str, list[str]], others: list[object]) -> str:
    lines = [f"{field}: {' '.join(some)}" for field, some in sorted(terms.items())]
    text = "\n".join([*lines, json.dumps(others, sort_keys=True)])
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def _make_date_columns(entry: Entry) -> dict[str, int]:
    """Bounds, months, years and the order by `archive.entry_queries`, as numbers."""
    columns = {}
    if entry.first_published_at:
        columns["added"] = count_microseconds(entry.first_published_at)
    earliest, latest = entry.date_earliest, entry.date_latest
    if earliest is None or latest is None:
        return columns
    begin = latest if earliest == OPEN_EARLIEST else earliest
    end = earliest if latest == OPEN_LATEST else latest
    most = latest - begin if latest != OPEN_LATEST else _LONGEST_SPAN
    days = min(most, _LONGEST_SPAN)  # a span of millions of years fits the column
    return columns | {
        "earliest": earliest,
        "latest": latest,
        "begins": begin,
        "ends": end,
        "first_month": get_month_number(begin),
        "last_month": get_month_number(end),
        "first_year": from_day_number(begin)[0],
        "last_year": from_day_number(end)[0],
        "dated": (begin << 32) + (days << 1) + (earliest == OPEN_EARLIEST),
    }


def build_documents(entries: EntryQuerySet) -> Iterator[IndexDocument]:
    """Documents of `entries`, a batch in memory at a time; about twelve queries a
    batch."""
    remaining = iter(entries.with_vocabulary().iterator(chunk_size=ENTRIES_PER_BATCH))
    while batch := list(islice(remaining, ENTRIES_PER_BATCH)):
        builder = DocumentBuilder(batch)
        for entry in batch:
            yield builder.build(entry)
