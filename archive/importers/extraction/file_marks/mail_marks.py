"""What a mail says of its way and of who got it, and pictures that report a reader."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from html import unescape

from .kinds import RECIPIENT, ROUTE, TRACKING, FileMark

_RECIPIENT_HEADERS = (
    "To",
    "Cc",
    "Bcc",
    "Delivered-To",
    "X-Original-To",
    "Envelope-To",
    "X-Envelope-To",
    "Resent-To",
    "X-Forwarded-To",
)
_ROUTE_HEADERS = ("X-Originating-IP", "X-Client-IP", "X-Sender-IP", "Received")
_PICTURE = re.compile(r"<img\b[^>]{0,4000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""\b(src|width|height)\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE
)
_CODE = re.compile(r"[\w-]{16,}")


def find_mail_marks(content: bytes) -> Iterator[FileMark]:
    """Recipients, the servers that it passed, and pictures that report its opening."""
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    for names, kind in ((_RECIPIENT_HEADERS, RECIPIENT), (_ROUTE_HEADERS, ROUTE)):
        for name in names:
            for value in message.get_all(name, []):
                yield FileMark.describe(kind, f"{name}: {value}")
    for part in message.walk():
        if part.get_content_type() != "text/html":
            continue
        try:
            body = part.get_payload(decode=True)
        except (HeaderParseError, ValueError):
            continue
        if isinstance(body, bytes):
            yield from find_tracking(body.decode("utf-8", "ignore"))


def find_tracking(page: str) -> Iterator[FileMark]:
    """Pictures of one point whose address has a long code."""
    for tag in _PICTURE.findall(page):
        values = {
            name.lower(): unescape(value) for name, value in _ATTRIBUTE.findall(tag)
        }
        is_point = all(
            values.get(side, "").rstrip("px") in ("0", "1")
            for side in ("width", "height")
        )
        if is_point and _CODE.search(values.get("src", "").partition("?")[2]):
            yield FileMark.describe(TRACKING, values["src"])
