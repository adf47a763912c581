"""Whether originals still stand at their addresses: asked one by one, politely."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.db.models import F
from django.utils import timezone
from lxml import etree
from lxml import html as lxml_html

from archive.fetching import FetchError, Hop, fetch
from archive.models import Article, Entry, LinkCheck, Source

MAX_PAGE_BYTES = 5_000_000  # bytes of a page
LINK_CHECK_SECONDS = 20.0
GONE_STATUSES = (404, 410)
FAILURES_UNTIL_DEAD = 3  # failures in a row after which a silent address is dead
IGNORED_ELEMENTS = ("script", "style", "noscript", "template", "svg")

SleepFunction = Callable[[float], None]


def list_due_links(days: int, limit: int) -> list[tuple[int, str]]:
    """Public entries whose original was not asked for `days`, or whose address has
    changed since: (key, address), those never asked first, then the oldest."""
    before = timezone.now() - timedelta(days=days)
    public = Entry.objects.public()
    found: list[tuple[int, str]] = []
    for model in (Article, Source):
        rows = model.objects.filter(pk__in=public.values("pk"))
        rows = rows.exclude(original_url="").exclude(
            link_check__url=F("original_url"), link_check__checked_at__gt=before
        )
        when = F("link_check__checked_at").asc(nulls_first=True)
        listed = rows.order_by(when, "pk").values_list("pk", "original_url")
        found += listed[: limit - len(found)]
    return found


def check_links(
    rows: list[tuple[int, str]], pause: float, sleep: SleepFunction = time.sleep
) -> Iterator[LinkCheck]:
    """Ask each address, with at least `pause` seconds between two questions to the same
    host; each answer is saved when it is there, so that a stop loses nothing."""
    asked: dict[str, float] = {}
    for pk, url in rows:
        host = urlsplit(url).hostname or ""
        wait = asked.get(host, 0.0) + pause - time.monotonic()
        if host in asked and wait > 0:
            sleep(wait)
        yield check_link(pk, url)
        asked[host] = time.monotonic()


def check_link(entry: int, url: str) -> LinkCheck:
    """Ask for one address and save what came of it.

    `live`: the text is that of the first time; `drifted`: it is another; `dead`: gone
    (404, 410), or three times in a row nobody there; `unclear`: anything else, such as
    a server that refuses programs.
    """
    known = LinkCheck.objects.filter(entry=entry, url=url).first()
    row = known or LinkCheck(entry_id=entry, url=url)
    row.checked_at, row.detail = timezone.now(), ""
    try:
        hop = fetch(url, largest=MAX_PAGE_BYTES, seconds=LINK_CHECK_SECONDS)[-1]
    except FetchError as error:
        row.detail = str(error)[:120]
        _record_failure(
            row, may_be_gone=error.kind in ("unknown", "unreachable", "broken")
        )
    else:
        row.detail = str(hop.status)
        _record_answer(row, hop)
    LinkCheck.objects.filter(entry=entry).exclude(pk=row.pk).delete()
    row.save()
    return row


def _record_answer(row: LinkCheck, hop: Hop) -> None:
    if hop.status in GONE_STATUSES:
        row.state, row.failures = "dead", row.failures + 1
    elif hop.status == 200:
        row.failures, row.sha256 = 0, sha256(_page_text(hop)).hexdigest()
        if not row.first_sha256:
            row.first_sha256, row.first_at = row.sha256, row.checked_at
        row.state = "live" if row.sha256 == row.first_sha256 else "drifted"
    else:
        _record_failure(row, may_be_gone=False)


def _record_failure(row: LinkCheck, *, may_be_gone: bool) -> None:
    row.failures += 1
    row.state = (
        "dead" if may_be_gone and row.failures >= FAILURES_UNTIL_DEAD else "unclear"
    )


def _page_text(hop: Hop) -> bytes:
    """What a page says, without markup, scripts and space; other files as they are."""
    body = _unpack_body(hop)
    if "html" not in hop.header("Content-Type").lower():
        return body
    try:
        page = lxml_html.document_fromstring(body)
        for element in page.xpath("|".join(f"//{name}" for name in IGNORED_ELEMENTS)):
            element.drop_tree()
        return " ".join(page.text_content().split()).encode()
    except (etree.LxmlError, ValueError):
        return body


def _unpack_body(hop: Hop) -> bytes:
    """The body of a server that packed it although we asked it not to."""
    if hop.header("Content-Encoding").lower() not in ("gzip", "x-gzip"):
        return hop.body
    try:
        return zlib.decompressobj(31).decompress(hop.body, MAX_PAGE_BYTES)
    except zlib.error:
        return hop.body
