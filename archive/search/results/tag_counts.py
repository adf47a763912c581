"""How many of some entries carry each tag, asked of the database."""

from __future__ import annotations

from collections import defaultdict

from archive.models import Tagging
from archive.models.entries.entry import EntryQuerySet


def count_by_tag(entries: EntryQuerySet) -> dict[str, int]:
    """Entries per key of a tag, those of narrower tags with them, each once."""
    tagged = Tagging.objects.filter(entry__in=entries.order_by().values("pk"))
    under: defaultdict[str, set[int]] = defaultdict(set)
    for pk, path in tagged.order_by().values_list("entry_id", "tag__path"):
        for key in path.rstrip("|").split("|"):
            under[key].add(pk)
    return {key: len(pks) for key, pks in under.items()}
