"""The head of an e-mail that was copied with its text: its subject is the headline."""

from __future__ import annotations

import re
from typing import NamedTuple

from django.utils.translation import gettext_noop

MAIL_HEAD_REASON = gettext_noop("head of an e-mail")
LONGEST_MAIL_HEAD = 12  # lines
_SUBJECT = r"subject|re|betreff|objet|asunto|oggetto|主题|主題|主旨"
_DATE = r"date|sent|datum|gesendet|envoyé|enviado|inviato|日期|发送时间|發送時間|时间"
_PERSON = (
    r"from|to|cc|bcc|reply-to|von|an|kopie|antwort an|de|à|para|da|a|"
    r"发件人|收件人|抄送|寄件者|收件者|副本"
)
_OTHER = (
    r"message-id|mime-version|content-type|content-transfer-encoding|received|"
    r"return-path|delivered-to|importance|priority|wichtigkeit|attachments?|"
    r"anlagen?|anhang|pièces? jointes?|附件|x-[\w-]+"
)
_MAIL_LINE = re.compile(
    rf"(?:(?P<subject>{_SUBJECT})|(?P<date>{_DATE})|(?P<person>{_PERSON})|{_OTHER})"
    r"\s*[:：]\s*(?P<value>.*)",
    re.IGNORECASE,
)


class HeadLine(NamedTuple):
    """What a line of a head says: its text, without the label where it is the subject
    or the date, and why it is left out, or "" for the subject. A date stays where it
    can be read."""

    text: str
    reason: str


def find_mail_head(lines: list[str]) -> dict[int, HeadLine]:
    """The lines at the top of a page that are the head of an e-mail, by their number:
    two or more that begin with different labels, a person among them. Empty where
    there is none."""
    head: dict[int, HeadLine] = {}
    labels: set[str] = set()
    has_person = False
    for i, line in enumerate(lines[:LONGEST_MAIL_HEAD]):
        match = _MAIL_LINE.fullmatch(line)
        if not match:
            break
        head[i] = _read_head_line(match)
        labels.add(line[: match.start("value")].casefold().strip(" :：\t"))
        has_person = has_person or bool(match["person"])
    return head if has_person and len(labels) > 1 else {}


def _read_head_line(match: re.Match[str]) -> HeadLine:
    is_subject = bool(match["subject"] and match["value"])
    is_named = is_subject or bool(match["date"] and match["value"])
    reason = "" if is_subject else MAIL_HEAD_REASON
    return HeadLine(match["value"] if is_named else match[0], reason)
