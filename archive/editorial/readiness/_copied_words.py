"""A retold article says in its own words what its original says."""

from __future__ import annotations

import re

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from archive.models import Article, Entry, Narrative
from archive.models.prepared_queries import prepare_query
from archive.text.copies.copied_words import find_copied_words

from .._rights import EditorialError
from ._original_texts import read_original_texts, read_retold_text

SHOWN_RUNS = 3


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
    keys = filter(None, (article.pk, article.correction_of_id))
    runs = find_copied_words(read_retold_text(article), read_original_texts(list(keys)))
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


def _cut_run(run: str) -> str:
    line = re.sub(r"\s+", " ", run)
    return line if len(line) <= 120 else f"{line[:117]}…"
