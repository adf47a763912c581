"""Entry → CSL record (CSL-JSON 1.0): of the original, found in this archive."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from archive.models import Article, Entry, Photo, Source
from archive.text.dates import from_day_number

TYPES = {"article": "article-newspaper", "photo": "graphic", "event": "event"}


def record(entry: Entry) -> dict[str, Any]:
    """The CSL record of a public entry; one query for its child row."""
    found: dict[str, Any] = {
        "id": entry.id_code_display,
        "type": TYPES.get(entry.kind, "document"),
        "title": entry.title,
        "language": entry.language,
        "archive": settings.SITE_NAME,
        "archive_location": f"{entry.id_code_display}, version {entry.version}",
        "URL": f"{settings.BASE_URL}/entries/{entry.id_code}",
    }
    edtf = entry.edtf
    if edtf and edtf.precision in ("day", "month", "year"):
        year, month, day = from_day_number(edtf.earliest)
        length = {"year": 1, "month": 2, "day": 3}[edtf.precision]
        found["issued"] = {"date-parts": [[year, month, day][:length]]}
        if edtf.approximate or edtf.uncertain:
            found["issued"]["circa"] = True
    elif edtf:
        found["issued"] = {"literal": entry.date}
    if entry.kind == "article":
        _article(found, Article.objects.select_related("outlet").get(pk=entry.pk))
    elif entry.kind == "photo":
        _named(found, Photo.objects.get(pk=entry.pk).creator)
    elif entry.kind == "source":
        source = Source.objects.get(pk=entry.pk)
        _named(found, source.creator)
        found |= {"publisher": source.publisher} if source.publisher else {}
    return found


def _article(found: dict[str, Any], article: Article) -> None:
    _named(found, article.byline)
    if article.outlet:
        found["container-title"] = article.outlet.name
    if article.original_url:
        found["URL"] = article.original_url


def _named(found: dict[str, Any], name: str) -> None:
    """Names are kept as printed: a by-line such as `dj` has no parts."""
    if name:
        found["author"] = [{"literal": name}]
