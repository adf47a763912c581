"""Words of replaced versions, kept up to date by each publication."""

from __future__ import annotations

import json

from archive.models import Entry, FormerWord, Revision
from archive.text.former_words import lost_words


def remember(entry: Entry) -> None:
    """Note the words that only replaced versions of an entry say; inside the
    transaction that published it. Reads all its public versions."""
    rows = Revision.objects.filter(entry=entry.pk, public_version__isnull=False)
    states = rows.order_by("public_version").values_list("state", flat=True)
    if len(states) < 2:
        return
    *former, newest = (json.loads(state) for state in states)
    mine = FormerWord.objects.filter(entry=entry.pk)
    wanted, there = lost_words(former, newest), set(mine.values_list("word", flat=True))
    mine.filter(word__in=there - wanted).delete()
    FormerWord.objects.bulk_create(
        [FormerWord(entry_id=entry.pk, word=word) for word in sorted(wanted - there)],
        batch_size=500,
    )
