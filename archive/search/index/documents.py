"""Entry → document: public entries only, and of those the public texts only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice

from archive.models import SUBJECT_ROLES, Citation, Entry, Photo, Region, Tag
from archive.models.entries.entry import EntryQuerySet
from archive.search.engines.document_fields import IndexDocument
from archive.text.dates import OPEN_EARLIEST, OPEN_LATEST, from_day_number

from .public_texts import TextLoader, iter_entry_labels
from .terms import FieldTerms, extract_name_terms

ENTRIES_PER_BATCH = 200
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_SPAN = 2**31 - 1  # days of a span without an end


class DocumentBuilder:
    """Makes the documents of a batch of entries, whose vocabulary is prefetched; at
    most eight queries for all."""

    def __init__(self, entries: list[Entry]) -> None:
        self.loaded = TextLoader(entries)
        ties = [tie for entry in entries for tie in entry.entry_regions.all()]
        codes = {c for tie in ties for c in tie.region.path.rstrip("/").split("/")}
        regions = Region.objects.filter(code__in=codes) if codes else ()
        self.regions = {region.code: region.pk for region in regions}
        taggings = [tagging for entry in entries for tagging in entry.taggings.all()]
        keys = {k for t in taggings for k in t.tag.path.rstrip("|").split("|")}
        slugs = {key.partition("/")[2] for key in keys}
        tags = Tag.objects.filter(slug__in=slugs) if slugs else ()
        self.tags = {tag.key: tag.pk for tag in tags}
        self.sources: dict[int, set[int]] = {}
        cited = Citation.objects.filter(entry__in=[entry.pk for entry in entries])
        for pk, source in cited.values_list("entry_id", "source_id").order_by():
            self.sources.setdefault(pk, set()).add(source)

    def document(self, entry: Entry) -> IndexDocument:
        """All fields and columns of one of the entries."""
        terms = self._terms(entry)
        words = {
            "kind": entry.kind,
            "language": entry.language,
            "base_language": entry.language.partition("-")[0],
        }
        own_kind = self.loaded.own_kinds.get(entry.pk)
        if isinstance(own_kind, Photo):
            words["credit_name"] = own_kind.credit
            words["credited"] = words["credit_name"].casefold()
        number, numbers = _make_date_columns(entry), self._numbers(entry)
        digest = _hash_document(terms, [words, number, numbers])
        return IndexDocument(entry.pk, digest, terms, words, number, numbers)

    def _terms(self, entry: Entry) -> dict[str, list[str]]:
        everything, own = FieldTerms(), dict[str, FieldTerms]()
        for text in self.loaded.texts(entry):
            everything.add(text.text, text.language)
            if text.field:
                own.setdefault(text.field, FieldTerms()).add(text.text, text.language)
        if entry.kind == "source":
            own.setdefault("source", FieldTerms()).add(entry.title, entry.language)
        named = FieldTerms()
        for label in iter_entry_labels(entry):
            exact, pairs = extract_name_terms(label)
            named.exact += exact
            named.pairs += pairs
        return {
            **{field: words.together() for field, words in own.items()},
            "exact": everything.exact,
            "pairs": everything.pairs,
            "stems": everything.stems,
            "parts": everything.parts,
            "labels": named.exact,
            "label_pairs": named.pairs,
        }

    def _numbers(self, entry: Entry) -> dict[str, tuple[int, ...]]:
        found: dict[str, set[int]] = {"sources": self.sources.get(entry.pk, set())}
        for tie in entry.entry_regions.all():
            above = tie.region.path.rstrip("/").split("/")
            places = {self.regions[code] for code in above if code in self.regions}
            found.setdefault(tie.role, set()).update(places)
            if tie.role in SUBJECT_ROLES:
                found.setdefault("regions", set()).update(places)
        for tagging in entry.taggings.all():
            above = tagging.tag.path.rstrip("|").split("|")
            broader = {self.tags[key] for key in above if key in self.tags}
            found.setdefault("tags", set()).update(broader)
        return {name: tuple(sorted(pks)) for name, pks in found.items() if pks}


def _hash_document(terms: dict[str, list[str]], others: list[object]) -> str:
    said = [f"{field}: {' '.join(found)}" for field, found in sorted(terms.items())]
    held = "\n".join([*said, json.dumps(others, sort_keys=True)])
    return sha256(held.encode("utf-8", "replace")).hexdigest()


def _make_date_columns(entry: Entry) -> dict[str, int]:
    """Bounds, years, and the order by `archive.entry_queries`, each one number."""
    found = {}
    if entry.first_published_at:
        since = entry.first_published_at - _EPOCH
        found["added"] = since // timedelta(microseconds=1)
    earliest, latest = entry.date_earliest, entry.date_latest
    if earliest is None or latest is None:
        return found
    begin = latest if earliest == OPEN_EARLIEST else earliest
    end = earliest if latest == OPEN_LATEST else latest
    most = latest - begin if latest != OPEN_LATEST else _LONGEST_SPAN
    days = min(most, _LONGEST_SPAN)  # a span of millions of years fits the column
    return found | {
        "earliest": earliest,
        "latest": latest,
        "first_year": from_day_number(begin)[0],
        "last_year": from_day_number(end)[0],
        "dated": (begin << 32) + (days << 1) + (earliest == OPEN_EARLIEST),
    }


def build_document(entry: Entry) -> IndexDocument:
    """The document of one entry; about eight queries."""
    return DocumentBuilder([entry]).document(entry)


def build_documents(entries: EntryQuerySet) -> Iterator[IndexDocument]:
    """Documents of `entries`, a batch in memory at a time; about twelve queries a
    batch."""
    found = iter(entries.with_vocabulary().iterator(chunk_size=ENTRIES_PER_BATCH))
    while batch := list(islice(found, ENTRIES_PER_BATCH)):
        indexer = DocumentBuilder(batch)
        for entry in batch:
            yield indexer.document(entry)
