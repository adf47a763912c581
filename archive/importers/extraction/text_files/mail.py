"""An e-mail message: subject, sender and date from its head, text from its body."""

from __future__ import annotations

import email
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr

from archive.importers.extraction import line_patterns
from archive.importers.extraction.extracted_page import (
    ExtractedBlock,
    ExtractedPage,
    ExtractionError,
)
from archive.importers.extraction.web_pages.page import extract_html_page

MAX_MAIL_PARTS = 200


def extract_mail(content: bytes) -> ExtractedPage:
    """The message as a page: its plain text, else its HTML; attachments are not read.
    Raises `ExtractionError`."""
    message = email.message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    if sum(1 for _part in message.walk()) > MAX_MAIL_PARTS:
        raise ExtractionError("too-large")
    page = _read_body(message)
    page.title = str(message.get("Subject", "")).strip()
    name, address = parseaddr(str(message.get("From", "")))
    page.byline = (name or address)[:200]
    page.date = _read_date(message)
    page.original_url = ""
    heads = {"title": page.title, "byline": page.byline, "date": page.date}
    page.found_in = {field: "mail" for field, value in heads.items() if value}
    return page


def _read_date(message: EmailMessage) -> str:
    """The day in EDTF; of a head that was copied from a mail program, as it shows it;
    "" where there is none."""
    date = getattr(message.get("Date"), "datetime", None)
    if date:
        return str(date.date().isoformat())
    shown = line_patterns.parse_dateline(str(message.get("Sent", "")))
    return shown.date if shown else ""


def _read_body(message: EmailMessage) -> ExtractedPage:
    part = message.get_body(("plain", "html"))
    if part is None:
        raise ExtractionError("no-text")
    try:
        text = str(part.get_content())
    except (LookupError, UnicodeError) as error:
        raise ExtractionError("broken") from error
    if part.get_content_type() == "text/html":
        return extract_html_page(text.encode())
    lines = [line.strip() for line in text.splitlines()]
    blocks = [ExtractedBlock("line", line) for line in lines if line]
    if not blocks:
        raise ExtractionError("no-text")
    return ExtractedPage(blocks=blocks)
