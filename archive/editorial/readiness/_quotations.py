"""The quotations of a retold article are those of its page, word for word."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from archive.models import Article, Citation, Entry, User
from archive.text.copies.quoted_words import find_altered_quotations

from ._original_texts import read_original_texts, read_retold_text

LONGEST_SHOWN = 160  # characters
SHOWN_QUOTATIONS = 10


def list_altered_quotations(article: Article, seen_by: User | None) -> Iterator[str]:
    """In the editor's language, each quotation of a retold article that neither its
    original nor a copy of it or of a source that it cites has word for word.

    Four queries, and the files are read: a second for a PDF. Copies of sources that
    `seen_by` may not open are not compared; nobody (a command) opens all.
    """
    if article.text_is != "own_words":
        return
    text = read_retold_text(article)
    if not find_altered_quotations(text, ()):
        return  # it quotes nobody
    originals = list(read_original_texts(_list_compared(article, seen_by)))
    if not originals:
        yield _(
            "The quotations can't be checked: add a copy of the original that can be "
            "read."
        )
        return
    for altered in find_altered_quotations(text, originals)[:SHOWN_QUOTATIONS]:
        named = {
            "quoted": _cut_line(altered.text),
            "original": _cut_line(altered.original),
        }
        yield (
            _("Not word for word: “%(quoted)s”. The original has: “%(original)s”.")
            if altered.original
            else _(
                "This quotation is not in the original: “%(quoted)s”. Check it, or say "
                "that it is translated."
            )
        ) % named


def _list_compared(article: Article, seen_by: User | None) -> list[int]:
    """The article, what it corrects, and the sources that it cites, as far as their
    files may be opened."""
    cited = Citation.objects.filter(entry=article.pk).order_by().values("source")
    sources = Entry.objects.filter(pk__in=cited)
    opens_all = seen_by is None or seen_by.roles & {"editor", "publisher"}
    if not opens_all:
        sources = sources.filter(created_by=seen_by)
    own = filter(None, (article.pk, article.correction_of_id))
    return [*own, *sources.values_list("pk", flat=True)]


def _cut_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 1]}…"
