"""Finds entries with the same page or file."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress

from django.db.models import Q, QuerySet

from archive.models import Entry, Source, User
from archive.models.entries.entry import make_slug
from archive.models.visibility import desk_entries
from archive.text import addresses


def find_duplicates(
    url: str,
    sha256: str = "",
    besides: Entry | None = None,
    *,
    seen_by: User | None = None,
) -> list[Entry]:
    """Entries with the same original address or file, by id; one query.

    Only those that `seen_by` may see, so that a warning tells nobody of a hidden entry;
    without it, all. The entry `besides` and what it corrects are no duplicates of it,
    nor are working copies, discarded drafts and the demonstration; what was withdrawn
    is. Addresses are compared in their canonical form, http like https; what is none
    has no duplicates.
    """
    same = Q(pk__in=())
    try:
        rest = addresses.canonical_url(url).partition(":")[2]
        spellings = (f"http:{rest}", f"https:{rest}")
        same |= Q(article__original_url__in=spellings) | Q(
            source__original_url__in=spellings
        )
    except ValueError:
        pass
    if sha256:
        same |= Q(article__sha256=sha256)
    duplicates = _select_seen(same, seen_by)
    if besides is not None and besides.pk:
        same_entry = filter(None, (besides.pk, besides.correction_of_id))
        duplicates = duplicates.exclude(pk__in=list(same_entry))
    return list(duplicates.order_by("pk").distinct())


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
