"""Finds entries with the same page or file, or with almost the same text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from contextlib import suppress

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from archive.models import Article, Entry, Passage, Source, User
from archive.models.entries.entry import make_slug
from archive.models.visibility import (
    desk_entries,
    desk_originals,
    public_passages,
)
from archive.text import addresses, dates
from archive.text.copies.near_texts import list_shingles, measure_overlap

from ._same_pages import has_address, narrow_to_address

DAYS_AROUND = 14  # of the article's date, in which copies of it appear
LONGEST_DATE = 366  # days; a longer one, or an open one, says nothing
MOST_COMPARED = 200  # articles
LEAST_OVERLAP = 0.5  # of the shorter text


def find_duplicates(
    url: str,
    sha256: str = "",
    besides: Entry | None = None,
    *,
    seen_by: User | None = None,
) -> list[Entry]:
    """Entries with the same original address or file, by id; one query.

    Only those that `seen_by` may see, so that a warning tells nobody of a hidden entry,
    and the same file only where they may compare it; without it, all. The entry
    `besides` and what it corrects are no duplicates of it, nor are working copies,
    discarded drafts and the demonstration; what was withdrawn is. An address in
    another dress (mobile, AMP, of a web archive, with tracking) is the same one; what
    is none has no duplicates.
    """
    same = narrow_to_address(url)
    by_file = Q(pk__in=())
    if sha256:
        compared = desk_originals(seen_by, "article__") if seen_by else Q()
        by_file = Q(article__sha256=sha256) & compared
    rows = _select_seen(same | by_file, seen_by)
    duplicates = rows.annotate(has_file=ExpressionWrapper(by_file, BooleanField()))
    if besides is not None and besides.pk:
        same_entry = filter(None, (besides.pk, besides.correction_of_id))
        duplicates = duplicates.exclude(pk__in=list(same_entry))
    found = duplicates.select_related("article", "source").order_by("pk").distinct()
    return [entry for entry in found if entry.has_file or has_address(entry, url)]


def find_duplicate_works(
    works: Sequence[tuple[str, Collection[str]]], seen_by: User | None
) -> list[list[Entry]]:
    """For each work, a title and its addresses: the entries with one of the addresses,
    and sources with the same title whatever its case and punctuation; one query.

    Only those that `seen_by` may see; nobody (a command) sees all.
    """
    keys = [_cut_schemes(listed) for _title, listed in works]
    spellings = [f"{s}:{key}" for key in set().union(*keys) for s in ("http", "https")]
    titles = {title for title, _listed in works}
    same = (
        Q(article__original_url__in=spellings)
        | Q(source__original_url__in=spellings)
        | Q(kind=Source.KIND, slug__in=set(map(make_slug, titles)) - {""})
        | Q(kind=Source.KIND, title__in=titles)
    )
    rows = _select_seen(same, seen_by).order_by("pk").distinct()
    found = list(rows.select_related("article", "source"))
    return [
        [entry for entry in found if _is_same_work(entry, title, keys[number])]
        for number, (title, _listed) in enumerate(works)
    ]


def _is_same_work(entry: Entry, title: str, keys: set[str]) -> bool:
    if entry.kind == Source.KIND:
        slug = make_slug(title)
        if entry.title == title or (slug and entry.slug == slug):
            return True
    return not keys.isdisjoint(_cut_schemes([getattr(entry, entry.kind).original_url]))


def _cut_schemes(listed: Collection[str]) -> set[str]:
    """The canonical forms of addresses without http or https; of what is none, no
    form."""
    rests = set()
    for url in listed:
        with suppress(ValueError):
            rests.add(addresses.canonical_url(url).partition(":")[2])
    return rests


def _select_seen(same: Q, seen_by: User | None) -> QuerySet[Entry]:
    candidates = Entry.objects.filter(same, correction_of=None, is_demonstration=False)
    seen = candidates.exclude(status="withdrawn", first_published_at=None)
    return seen if seen_by is None else seen.filter(desk_entries(seen_by))


def find_near_texts(
    title: str, date: str, text: str, *, seen_by: User
) -> list[tuple[Entry, float]]:
    """Articles that have half of the text or more, word for word, with their share;
    those with most first. Two queries.

    Compared are the latest 200 articles of the fortnight before and after the date, in
    EDTF, or of the same title; the demonstration too. Only what `seen_by` may read is:
    of other people's articles a contributor learns no more than readers do.
    """
    shingles = list_shingles(text)
    near = Q(slug=make_slug(title)) if make_slug(title) else Q(pk__in=())
    edtf = dates.parse_edtf(date) if date else None
    if edtf and edtf.latest - edtf.earliest <= LONGEST_DATE:
        first, last = edtf.earliest - DAYS_AROUND, edtf.latest + DAYS_AROUND
        near |= Q(date_earliest__gte=first, date_latest__lte=last)
    rows = Entry.objects.filter(near, desk_entries(seen_by), kind=Article.KIND)
    rows = rows.filter(correction_of=None).exclude(status="withdrawn")
    entries = {entry.pk: entry for entry in rows.order_by("-pk")[:MOST_COMPARED]}
    texts = _read_texts(list(entries), seen_by)
    shares = {
        pk: measure_overlap(shingles, list_shingles(t)) for pk, t in texts.items()
    }
    found = [(entries[pk], share) for pk, share in shares.items()]
    found = [(entry, share) for entry, share in found if share >= LEAST_OVERLAP]
    return sorted(found, key=lambda each: -each[1])


def _read_texts(keys: list[int], seen_by: User) -> dict[int, str]:
    passages = Passage.objects.filter(article__in=keys, left_out_because="")
    if not seen_by.roles & {"editor", "publisher"}:
        own = Q(article__created_by=seen_by.pk)
        passages = passages.filter(
            Q(public_passages(), article__text_access="public") | own
        )
    texts: defaultdict[int, list[str]] = defaultdict(list)
    rows = passages.order_by("article_id", "position")
    columns = ("article_id", "reading", "verbatim")
    for key, reading, verbatim in rows.values_list(*columns):
        texts[key].append(reading or verbatim)
    return {key: "\n".join(parts) for key, parts in texts.items()}
