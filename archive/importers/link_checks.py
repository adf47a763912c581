"""Checks whether originals are still at their URLs, one by one and politely."""

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

MAX_PAGE_BYTES = 5_000_000  # of a page
LINK_CHECK_SECONDS = 20.0
GONE_STATUSES = (404, 410)
FAILURES_UNTIL_DEAD = 3  # in a row
IGNORED_ELEMENTS = ("script", "style", "noscript", "template", "svg")

SleepFunction = Callable[[float], None]


def list_due_links(days: int, limit: int) -> list[tuple[int, str]]:
    """The primary keys and URLs of public entries whose original was not checked for
    `days`, or whose URL has changed since.

    Those never checked come first, then the oldest checks.
    """
    before = timezone.now() - timedelta(days=days)
    public = Entry.objects.public()
    links: list[tuple[int, str]] = []
    for model in (Article, Source):
        rows = model.objects.filter(pk__in=public.values("pk"))
        rows = rows.exclude(original_url="").exclude(
            link_check__url=F("original_url"), link_check__checked_at__gt=before
        )
        when = F("link_check__checked_at").asc(nulls_first=True)
        listed = rows.order_by(when, "pk").values_list("pk", "original_url")
        links += listed[: limit - len(links)]
    return links


def check_links(
    rows: list[tuple[int, str]], pause: float, sleep: SleepFunction = time.sleep
) -> Iterator[LinkCheck]:
    """Check each URL, with at least `pause` seconds between two requests to one host.

    Each result is saved at once, so that a stop loses nothing.
    """
    last_request: dict[str, float] = {}
    for pk, url in rows:
        host = urlsplit(url).hostname or ""
        wait = last_request.get(host, 0.0) + pause - time.monotonic()
        if host in last_request and wait > 0:
            sleep(wait)
        yield check_link(pk, url)
        last_request[host] = time.monotonic()


def check_link(entry: int, url: str) -> LinkCheck:
    """Check one URL and save the result.

    `live`: the text is the same as at the first check; `drifted`: it has changed;
    `dead`: the page is gone (404, 410), or nobody answered three times in a row;
    `unclear`: all else, such as a server that refuses programs.
    """
    existing = LinkCheck.objects.filter(entry=entry, url=url).first()
    check = existing or LinkCheck(entry_id=entry, url=url)
    check.checked_at, check.detail = timezone.now(), ""
    try:
        hop = fetch(url, largest=MAX_PAGE_BYTES, seconds=LINK_CHECK_SECONDS)[-1]
    except FetchError as error:
        check.detail = str(error)[:120]
        _record_failure(
            check, may_be_gone=error.kind in ("unknown", "unreachable", "broken")
        )
    else:
        check.detail = str(hop.status)
        _record_answer(check, hop)
    LinkCheck.objects.filter(entry=entry).exclude(pk=check.pk).delete()
    check.save()
    return check


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
    """The text of a page, without markup, scripts and space; other files unchanged."""
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
    """The body of a server that compressed it although we asked it not to."""
    if hop.header("Content-Encoding").lower() not in ("gzip", "x-gzip"):
        return hop.body
    try:
        return zlib.decompressobj(31).decompress(hop.body, MAX_PAGE_BYTES)
    except zlib.error:
        return hop.body
