"""A retold article says in its own words what its original says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from archive.models import Article, Capture, Entry, Narrative
from archive.models.prepared_queries import prepare_query
from archive.packed_files import UnreadablePart, read_texts
from archive.text.copies.copied_words import find_copied_words

from .._rights import EditorialError

SHOWN_RUNS = 3
_FIELDS = ("lead", "summary", "reply")


def refuse_copied_words(document: Entry | Narrative) -> None:
    """Raise `EditorialError` where a retold article has more than six words running of
    its original or of a captured copy of it, outside quotation marks.

    Reads these files, and a PDF in a child process, so call it outside a transaction.
    What can't be read is not compared.
    """
    if not isinstance(document, Entry) or document.kind != "article":
        return
    article = next(iter(_read_retold_article(document.pk)), None)
    if article is None:
        return
    texts = [str(getattr(article, name)) for name in _FIELDS]
    texts += [passage.text for passage in article.passages.filter(left_out_because="")]
    runs = find_copied_words("\n\n".join(texts), _read_originals(article))
    if runs:
        raise EditorialError(
            _(
                "More than six words in a row are the same in the original: %(runs)s. "
                "Say it in other words, or put it in quotation marks."
            )
            % {"runs": "; ".join(f"“{_cut_run(run)}”" for run in runs[:SHOWN_RUNS])}
        )


@prepare_query
def _read_retold_article(key: int) -> QuerySet[Article]:
    return Article.objects.filter(pk=key, text_is="own_words").order_by()


def _read_originals(article: Article) -> Iterator[str]:
    """The text of the files of the article and of the entry that it corrects."""
    keys = [key for key in (article.pk, article.correction_of_id) if key]
    names = {str(row.original_file) for row in Article.objects.filter(pk__in=keys)}
    copies = Capture.objects.filter(entry__in=keys)
    names |= set(copies.values_list("file", flat=True))
    for name in sorted(filter(None, names)):
        path = Path(settings.MEDIA_ROOT) / name
        if not path.is_file():
            continue
        try:
            yield from read_texts(path.read_bytes())
        except UnreadablePart:
            continue


def _cut_run(run: str) -> str:
    line = re.sub(r"\s+", " ", run)
    return line if len(line) <= 120 else f"{line[:117]}…"
