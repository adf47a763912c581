"""Counts entries by tag in the database."""

from __future__ import annotations

from collections import defaultdict

from archive.models import Tagging
from archive.models.entries.entry import EntryQuerySet


def count_by_tag(entries: EntryQuerySet) -> dict[str, int]:
    """Entries by tag key, including those of narrower tags; each entry counts once."""
    tagged = Tagging.objects.filter(entry__in=entries.order_by().values("pk"))
    under: defaultdict[str, set[int]] = defaultdict(set)
    for pk, path in tagged.order_by().values_list("entry_id", "tag__path"):
        for key in path.rstrip("|").split("|"):
            under[key].add(pk)
    return {key: len(pks) for key, pks in under.items()}
