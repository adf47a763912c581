"""Finds entries with the same page or file."""

from __future__ import annotations

from django.db.models import Q

from archive.models import Entry, User
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
    candidates = Entry.objects.filter(same, correction_of=None, is_demonstration=False)
    duplicates = candidates.exclude(status="withdrawn", first_published_at=None)
    if seen_by is not None:
        duplicates = duplicates.filter(desk_entries(seen_by))
    if besides is not None and besides.pk:
        same_entry = filter(None, (besides.pk, besides.correction_of_id))
        duplicates = duplicates.exclude(pk__in=list(same_entry))
    return list(duplicates.order_by("pk").distinct())
