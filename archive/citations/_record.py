"""Entry → CSL record (CSL-JSON 1.0): of the original, of a capture, of the record."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings

from archive.models import Article, Capture, Entry, Photo, Source
from archive.text.bylines import author
from archive.text.dates import Edtf, from_day_number

OF = ("record", "capture", "original")
TYPES = {"article": "article-newspaper", "photo": "graphic", "event": "event"}
SOURCE_TYPES = {
    "social_post": "post",
    "dataset": "dataset",
    "web_page": "webpage",
    "interview": "interview",
    "agency_report": "article-newspaper",
    "photograph_series": "graphic",
}


def address(entry: Entry, anchor: str = "", version: int = 0) -> str:
    """The permanent address, of a passage or caption where `anchor` names one, and of
    a version that stays as it is where `version` does."""
    fragment = f"#{anchor}" if anchor else ""
    at = f"/v{version}/" if version else ""
    return f"{settings.BASE_URL}/entries/{entry.id_code}{at}{fragment}"


def record(entry: Entry, of: str = "record", anchor: str = "") -> dict[str, Any]:
    """The CSL record of a public entry.

    `record` is the entry in this archive and version, `capture` the archive's copy of
    the original, `original` what was published elsewhere. Up to three queries, one
    less for an entry that is loaded as its own kind.
    """
    found: dict[str, Any] = {
        "id": entry.id_code_display,
        "type": TYPES.get(entry.kind, "document"),
        "title": entry.title,
    }
    if entry.language != "und":
        found["language"] = entry.language
    if entry.edtf:
        found["issued"] = _issued(entry.edtf, entry.date)
    original_url = _of_kind(found, entry)
    if of != "original":
        found["archive"] = settings.SITE_NAME
        found["archive_location"] = f"{entry.id_code_display}, version {entry.version}"
        version = entry.version if of == "record" else 0
        found["URL"] = address(entry, anchor, version)
    elif original_url:
        found["URL"] = original_url
    if of == "capture":
        _captured(found, entry)
    return found


def _issued(edtf: Edtf, text: str) -> dict[str, Any]:
    if edtf.precision not in ("day", "month", "year"):
        return {"literal": text}
    length = {"year": 1, "month": 2, "day": 3}[edtf.precision]
    parts = list(from_day_number(edtf.earliest))[:length]
    issued: dict[str, Any] = {"date-parts": [parts]}
    if edtf.approximate or edtf.uncertain:
        issued["circa"] = True
    return issued


def _of_kind(found: dict[str, Any], entry: Entry) -> str:
    """Add what one kind alone has; the original's address."""
    if entry.kind == "article":
        article = _article(entry)
        _named(found, author(article.byline))
        if article.outlet:
            found["container-title"] = article.outlet.name
        if article.section:
            found["section"] = article.section
        return article.original_url
    if entry.kind == "photo":
        photo = entry if isinstance(entry, Photo) else Photo.objects.get(pk=entry.pk)
        _named(found, photo.creator or photo.credit)
        return ""
    if entry.kind == "source":
        source = _source(entry)
        found["type"] = SOURCE_TYPES.get(source.source_kind, "document")
        _named(found, source.creator)
        if source.publisher:
            found["publisher"] = source.publisher
        return source.original_url
    return ""


def _article(entry: Entry) -> Article:
    if isinstance(entry, Article):
        return entry
    return Article.objects.select_related("outlet").get(pk=entry.pk)


def _source(entry: Entry) -> Source:
    return entry if isinstance(entry, Source) else Source.objects.get(pk=entry.pk)


def _captured(found: dict[str, Any], entry: Entry) -> None:
    """The day of the latest capture, where it is known."""
    captures = Capture.objects.filter(entry=entry.pk, captured_at__isnull=False)
    latest = captures.order_by("captured_at").last()
    if latest and latest.captured_at:
        day: date = latest.captured_at.date()
        found["accessed"] = {"date-parts": [[day.year, day.month, day.day]]}


def _named(found: dict[str, Any], name: str) -> None:
    """Names are kept as printed: a by-line such as `dj` has no parts."""
    if name:
        found["author"] = [{"literal": name}]
