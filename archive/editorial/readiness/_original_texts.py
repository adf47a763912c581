"""A retold text, and the texts of the files that it was made from."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from django.conf import settings

from archive.models import Article, Capture
from archive.packed_files import UnreadablePart, read_texts

_FIELDS = ("lead", "summary", "reply")


def read_retold_text(article: Article) -> str:
    """Lead, summary, reply and passages, without those that are left out; one query."""
    texts = [str(getattr(article, name)) for name in _FIELDS]
    texts += [passage.text for passage in article.passages.filter(left_out_because="")]
    return "\n\n".join(texts)


def read_original_texts(keys: Collection[int]) -> Iterator[str]:
    """The texts of the original files and archived copies of these entries; two
    queries. Reads the files, and a PDF in a child process; what can't be read is left
    out."""
    articles = Article.objects.filter(pk__in=keys).values_list("original_file")
    copies = Capture.objects.filter(entry__in=keys).values_list("file")
    names = {str(name) for (name,) in (*articles, *copies)}
    for name in sorted(filter(None, names)):
        path = Path(settings.MEDIA_ROOT) / name
        if not path.is_file():
            continue
        try:
            yield from read_texts(path.read_bytes())
        except UnreadablePart:
            continue
