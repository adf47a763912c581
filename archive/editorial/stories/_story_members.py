"""The entries that belong to an article: they become public with it."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from django.db.models import Q

from archive.models import Citation, Derivation, Entry, Evidence, Placement, User
from archive.models.kinds import PUBLICATION_ORDER
from archive.models.visibility import desk_entries

UNPUBLISHED = ("draft", "in_review")


def list_story_members(article: Entry, seen_by: User | None = None) -> list[Entry]:
    """The article with its captions, the events that it reports, the sources that any
    of these cites, and the sources behind them, in the order in which they become
    public; the article is the last.

    Only those that `seen_by` may see; nobody (a command) sees all. Of what is public
    already only the captions, events and sources of the article itself are listed.
    About six queries, one more for each step of a chain of sources.
    """
    placed = Placement.objects.filter(article=article.pk)
    photos = set(placed.values_list("photo_id", flat=True))
    reported = Evidence.objects.filter(entry__in=_find_own_keys(article))
    events = set(reported.order_by().values_list("event_id", flat=True))
    citing = {article.pk, *_keep_unpublished(photos | events)}
    cited = Citation.objects.filter(entry__in=citing).order_by()
    sources = set(cited.values_list("source_id", flat=True))
    keys = photos | events | sources | _find_origins(sources)
    seen = Q() if seen_by is None or seen_by.is_system else desk_entries(seen_by)
    rows = Entry.objects.filter(seen, pk__in=keys, correction_of=None)
    members = sorted(rows, key=_rank_member)
    return [*members, Entry.objects.get(pk=article.pk)]


def _find_own_keys(article: Entry) -> list[int]:
    """Of a working copy its own and that of the entry that it corrects, which evidence
    names."""
    return [key for key in (article.pk, article.correction_of_id) if key]


def _keep_unpublished(keys: Iterable[int]) -> set[int]:
    rows = Entry.objects.filter(pk__in=list(keys), status__in=UNPUBLISHED).order_by()
    return set(rows.values_list("pk", flat=True))


def _find_origins(sources: set[int]) -> set[int]:
    """The sources behind those that are not public yet; a query for each step, and the
    steps end because a chain has no cycle."""
    found, step = set[int](), _keep_unpublished(sources)
    while step:
        behind = Derivation.objects.filter(source__in=step).order_by()
        origins = set(behind.values_list("origin_id", flat=True)) - sources - found
        found |= origins
        step = _keep_unpublished(origins)
    return found


def _rank_member(entry: Entry) -> tuple[int, int]:
    return PUBLICATION_ORDER.index(entry.kind), entry.pk


def describe_members(members: Iterable[Entry]) -> str:
    """A hash of what the members are now (hexadecimal, 16 characters), by which a verb
    notices that one was added, changed or decided on since a page was opened."""
    lines = [f"{m.pk} {m.status} {m.edit_number} {m.version}" for m in members]
    return sha256("\n".join(lines).encode()).hexdigest()[:16]
