"""Words that readers no longer see, and that the live index still has in its files.

A document that is deleted stays in its segment until that is merged. With most engines
its words go on weighing in the order of hits, and with all of them they stand in the
files. So what hides words is noted beside the generation before it is written, and
the index worker builds another generation soon after.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from archive.models import Article, Passage, Redaction, Revision
from archive.models.visibility import public_passages, public_text
from archive.search.engines.protocol import (
    FilterGroup,
    IndexUnreadable,
    SearchRequest,
)
from archive.search.engines.query_tree import DocumentIn

from .generations import get_live_generation, replace_file
from .live_index import get_engine

HIDDEN_SUFFIX = ".hidden"  # of the note beside a generation; goes with it


def has_hidden_words() -> bool:
    """Whether the live index has words that readers no longer see. Costs a look at
    two files."""
    try:
        return _note_path(get_live_generation()).exists()
    except IndexUnreadable:
        return False


def note_hidden_words(
    folder: Path, removed: Collection[int], written: Collection[int]
) -> None:
    """Note, durably, that a generation will have hidden words once these ids are taken
    out of it and these public entries are written again; nothing where they hide none.

    One question to the engine where ids are removed, and up to five queries. Call
    before the commit, under `hold_write_lock`. Raises `IndexUnreadable` and
    `IndexUnwritable`.
    """
    if _note_path(folder).exists():
        return
    if _has_documents(folder, removed) or _has_less_text(written):
        replace_file(_note_path(folder), "")


def _has_documents(folder: Path, ids: Collection[int]) -> bool:
    if not ids:
        return False
    asked = FilterGroup("id", DocumentIn(frozenset(ids)))
    return (
        get_engine().evaluate(folder, SearchRequest(filters=(asked,), size=1)).total > 0
    )


def _has_less_text(ids: Collection[int]) -> bool:
    """Whether one of these entries had words in a version that readers no longer see:
    withheld words, a passage or the text of an article."""
    if not ids:
        return False
    if Redaction.objects.filter(entry__in=ids, restored_at=None).exists():
        return True
    closed = set(
        Article.objects.filter(~public_text(), pk__in=ids).values_list("pk", flat=True)
    )
    hidden = set(
        Passage.objects.filter(~public_passages(), article__in=ids).values_list(
            "article_id", "anchor"
        )
    )
    articles = closed | {article for article, _anchor in hidden}
    if not articles:
        return False
    versions = Revision.objects.filter(
        entry__in=articles, public_version__isnull=False
    ).values_list("entry_id", "state")
    return any(
        _shows_hidden_text(json.loads(state), article, closed, hidden)
        for article, state in versions.iterator(chunk_size=50)
    )


def _shows_hidden_text(
    state: dict[str, object],
    article: int,
    closed: Collection[int],
    hidden: Collection[tuple[int, str]],
) -> bool:
    """Whether the state of a version shows text of an article that is closed now, or a
    passage that is hidden now."""
    if state.get("text_access") != "public":
        return False
    rows = state.get("passage", [])
    assert isinstance(rows, list)
    shown = [
        row
        for row in rows
        if row["audience"] == "public" and not row["left_out_because"]
    ]
    return any(article in closed or (article, row["anchor"]) in hidden for row in shown)


def _note_path(folder: Path) -> Path:
    return folder.with_name(folder.name + HIDDEN_SUFFIX)
