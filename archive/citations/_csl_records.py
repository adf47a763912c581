"""Entry → CSL record (CSL-JSON 1.0): of the original, of a capture, of the record.

The record always has `id`, `type` and `title`. It has, where they are known:
- `author`: CSL names, as an editor confirmed them, or else as
  `archive.text.author_names` reads them in the byline;
- `issued`: a CSL date; of an event, the day on which the cited version was
  published, and the event's own date is `event-date`;
- `container-title` (newspaper, platform, site), `publisher`, `authority` (the court
  of a judgment), `ISSN`, `section`,
  `medium` or `genre`, `language` (BCP 47), `URL`;
- `accessed`: the day of the capture; of an original, the day it was retrieved;
- `archive` and `archive_location` (id and version), unless the original is cited.
Words that the archive adds (`literal` dates, `medium`, `genre`) are in `language`.
`URL` points to the passage or caption that `anchor` names; CSL keeps locators with
the citation, see `csl_locator`.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from archive.models import ENTRY_KINDS, Article, Capture, Entry, Photo, Revision, Source
from archive.models.entries.author import list_author_names
from archive.models.prepared_queries import prepare_query
from archive.site_name import find_site_name
from archive.text.addresses import is_web_url, web_url_or_empty
from archive.text.author_names import AuthorName, parse_authors

from . import _csl_dates
from ._source_types import source_type

CITATION_TARGETS = ("record", "capture", "original")
# Types whose publisher is the container: a newspaper, a platform, a site.
_CONTAINED_TYPES = ("article-newspaper", "post", "webpage")


def permanent_url(entry: Entry, anchor: str = "", version: int = 0) -> str:
    """The permanent URL of an entry.

    `anchor` adds a passage or caption; `version` makes it the URL of that version,
    whose text never changes.
    """
    fragment = f"#{anchor}" if anchor else ""
    path = f"/v{version}/" if version else ""
    return f"{settings.BASE_URL}/entries/{entry.id_code}{path}{fragment}"


def build_proof_url(entry: Entry) -> str:
    """The URL of the proof that the entry's version is in the public log; "" where it
    has no version."""
    address = permanent_url(entry, "", entry.version)
    return f"{address}record.tlog-proof" if entry.version else ""


def citable_targets(entry: Entry) -> tuple[str, ...]:
    """What of an entry can be cited: the record, and where they exist a capture and the
    original. An event has no original. Up to one query.
    """
    if entry.kind == "event":
        return CITATION_TARGETS[:1]
    if latest_capture(entry):
        return CITATION_TARGETS
    return tuple(target for target in CITATION_TARGETS if target != "capture")


def csl_record(
    entry: Entry, target: str = "record", anchor: str = "", language: str = "en"
) -> dict[str, Any]:
    """The CSL record of a public entry, for CSL processors and for files.

    The target `record` is the entry in this archive and version,
    `capture` the archive's copy of the original, `original` the publication elsewhere.

    Costs up to four queries, two more for a copy, one less for an entry that is loaded
    as its own kind, and one less where its authors are prefetched.
    """
    record: dict[str, Any] = {
        "id": entry.id_code_display,
        "type": ENTRY_KINDS[entry.kind].csl_type,
        "title": " ".join(entry.title.split()),
    }
    if entry.language != "und":
        record["language"] = entry.language
    with override(language):
        _add_dates(record, entry, language)
        original_url = _add_kind_fields(record, entry)
        if target != "original":
            record["archive"] = find_site_name(language)
            version = _("version %(n)s") % {"n": entry.version}
            record["archive_location"] = f"{entry.id_code_display}, {version}"
            version_cited = entry.version if target == "record" else 0
            record["URL"] = permanent_url(entry, anchor, version_cited)
            record.pop("accessed", None)
        elif original_url:
            record["URL"] = original_url
    if target == "capture":
        _add_capture(record, entry)
    return record


def csl_locator(anchor: str) -> dict[str, str]:
    """The place in the entry as CSL names it: `p3` → paragraph 3, `c5` → figure 5."""
    if not anchor:
        return {}
    label = "figure" if anchor.startswith("c") else "paragraph"
    return {"locator": anchor[1:], "label": label}


def name_cited_part(anchor: str) -> str:
    """A part of an entry for readers: `p3` → passage 3, `c5` → caption 5."""
    if anchor.startswith("c"):
        return _("caption %(n)s") % {"n": anchor[1:]}
    return _("passage %(n)s") % {"n": anchor[1:]}


def latest_capture(entry: Entry) -> Capture | None:
    """The capture that is cited: the latest that readers may have and whose moment is
    known."""
    return next(iter(_read_latest_capture(entry.pk)), None)


@prepare_query
def _read_latest_capture(entry: int) -> QuerySet[Capture]:
    captures = Capture.objects.public().filter(entry=entry, captured_at__isnull=False)
    return captures.order_by("-captured_at")[:1]


def _add_dates(record: dict[str, Any], entry: Entry, language: str) -> None:
    own = _csl_dates.csl_date(entry.edtf, language) if entry.edtf else {}
    if entry.kind == "event":
        record["container-title"] = find_site_name(language)
        record["event-date"] = own
        own = version_date(entry)
    record["issued"] = own
    for name in ("issued", "event-date"):
        if not record.get(name):
            record.pop(name, None)


def version_date(entry: Entry) -> dict[str, Any]:
    """The day on which the version was published, as a CSL date. A query for a version
    after the first."""
    at = entry.first_published_at
    if entry.version > 1:
        revisions = Revision.objects.filter(
            entry=entry.pk, public_version=entry.version
        )
        at = revisions.values_list("at", flat=True).first() or at
    return _csl_dates.csl_day_of(at) if at else {}


def _add_kind_fields(record: dict[str, Any], entry: Entry) -> str:
    """Add the fields of one kind; return the URL of the original."""
    if entry.kind == "article":
        return _add_article_fields(record, _as_article(entry))
    if entry.kind == "photo":
        photo = entry if isinstance(entry, Photo) else Photo.objects.get(pk=entry.pk)
        _add_authors(record, photo)
        record["medium"] = _("photograph")
    if entry.kind == "source":
        return _add_source_fields(record, _as_source(entry))
    return ""


def _add_article_fields(record: dict[str, Any], article: Article) -> str:
    _add_authors(record, article)
    if article.outlet:
        record["container-title"] = article.outlet.name
        record["ISSN"] = article.outlet.issn
    record["section"] = article.section
    for name in ("ISSN", "section"):
        if not record.get(name):
            record.pop(name, None)
    if article.retrieved_at:
        record["accessed"] = _csl_dates.csl_day_of(article.retrieved_at)
    return web_url_or_empty(article.original_url)


def _add_source_fields(record: dict[str, Any], source: Source) -> str:
    types = source_type(source)
    record["type"] = types.csl
    _add_authors(record, source)
    if source.publisher:
        is_contained = record["type"] in _CONTAINED_TYPES
        record["container-title" if is_contained else "publisher"] = source.publisher
    if types.csl == "legal_case" and source.creator:
        record["authority"] = source.creator  # the court
    for name, words in (("genre", types.genre), ("medium", types.medium)):
        if words:
            record[name] = str(words)
    return web_url_or_empty(source.original_url)


def _as_article(entry: Entry) -> Article:
    if isinstance(entry, Article):
        return entry
    return Article.objects.select_related("outlet").get(pk=entry.pk)


def _as_source(entry: Entry) -> Source:
    return entry if isinstance(entry, Source) else Source.objects.get(pk=entry.pk)


def _add_capture(record: dict[str, Any], entry: Entry) -> None:
    """Add the day of the latest capture, where known, and the URL where readers get it:
    the file here or the copy that others keep."""
    latest = latest_capture(entry)
    if latest is None or latest.captured_at is None:
        return
    record["accessed"] = _csl_dates.csl_day_of(latest.captured_at)
    if latest.file:
        record["URL"] = f"{permanent_url(entry)}/captures/{latest.sha256}"
    elif is_web_url(latest.external_url):
        record["URL"] = latest.external_url


def _add_authors(record: dict[str, Any], own: Article | Photo | Source) -> None:
    if authors := name_authors(own):
        record["author"] = authors


def name_authors(own: Entry) -> list[AuthorName]:
    """The authors of an entry that is loaded as its own kind: as an editor confirmed
    them, or else as its byline or credit is read. One query where they are not
    prefetched."""
    if names := list_author_names(own):
        return names
    return parse_authors(_get_byline(own), own.language)


def _get_byline(own: Entry) -> str:
    if isinstance(own, Photo):
        return own.creator or own.credit
    return own.byline if isinstance(own, Article) else getattr(own, "creator", "")
