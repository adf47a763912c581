"""Index documents of entries: public entries only, and their public texts only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import islice

from archive.filters import count_microseconds
from archive.models import (
    Article,
    Citation,
    Entry,
    Photo,
)
from archive.models.counts.month_numbers import get_month_number
from archive.models.entries.entry import EntryQuerySet
from archive.search.engines.document_fields import IndexDocument
from archive.text.dates import OPEN_EARLIEST, OPEN_LATEST, from_day_number

from .public_texts import TextLoader
from .terms import FieldTerms
from .vocabulary_terms import NamedBranch, VocabularyTerms

ENTRIES_PER_BATCH = 200
_LONGEST_SPAN = 2**31 - 1  # days of a span without an end


class DocumentBuilder:
    """Makes the documents of a batch of entries; at most nine queries for all, and six
    for regions and tags that are new to `vocabulary`."""

    def __init__(
        self, entries: list[Entry], vocabulary: VocabularyTerms | None = None
    ) -> None:
        self.loader = TextLoader(entries)
        vocabulary = vocabulary or VocabularyTerms()
        self.branches = vocabulary.load_branches([entry.pk for entry in entries])
        self.sources = _load_source_ids(entries)

    def build(self, entry: Entry) -> IndexDocument:
        """All fields and columns of one of the entries."""
        branches = self.branches[entry.pk]
        terms = collect_terms(entry, self.loader, branches.named)
        words = {
            "kind": entry.kind,
            "language": entry.language,
            "base_language": entry.language.partition("-")[0],
        }
        own_kind = self.loader.own_kinds.get(entry.pk)
        if isinstance(own_kind, Photo):
            words["credit_name"] = own_kind.credit
            words["credited"] = words["credit_name"].casefold()
        ids = {**branches.ids, "sources": self.sources.get(entry.pk, set())}
        number = _make_date_columns(entry)
        numbers = {name: tuple(sorted(pks)) for name, pks in ids.items() if pks}
        if isinstance(own_kind, Article) and own_kind.outlet_id:
            numbers["outlets"] = (own_kind.outlet_id,)
        digest = _hash_document(terms, [words, number, numbers])
        return IndexDocument(entry.pk, digest, terms, words, number, numbers)


def collect_terms(
    entry: Entry, loader: TextLoader, branches: Iterable[NamedBranch] = ()
) -> dict[str, list[str]]:
    """The terms of an entry by field; its texts come from the loader, its labels from
    the branches."""
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
    named = list(branches)
    return {
        **{field: terms.join_all() for field, terms in by_field.items()},
        "exact": everything.exact,
        "pairs": everything.pairs,
        "stems": [*everything.stems, *everything.acronyms, *everything.roundings],
        "written": everything.written,
        "parts": everything.parts,
        "labels": [term for branch in named for term in branch.exact],
        "label_pairs": [term for branch in named for term in branch.pairs],
    }


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
    """Documents of `entries`, a batch in memory at a time; about nine queries a batch.

    Regions and tags are read once for all.
    """
    vocabulary = VocabularyTerms()
    remaining = iter(entries.iterator(chunk_size=ENTRIES_PER_BATCH))
    while batch := list(islice(remaining, ENTRIES_PER_BATCH)):
        builder = DocumentBuilder(batch, vocabulary)
        for entry in batch:
            yield builder.build(entry)
