"""Sources that an article names or shows: people, agencies, posts, photo series."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from archive.models import Article, Outlet, Source
from archive.text.attributions import find_attributions
from archive.text.credits import credited_name

MOST_SOURCES = 12
WORDS_OF_TITLE = 12
_AGENCIES = re.compile(
    r"Associated Press|Agence France|Reuters|Xinhua|Bloomberg|Kyodo|Yonhap|Keystone|"
    r"Nachrichtenagentur|\b(?:AP|AFP|dpa|DPA|sda|SDA|APA|EFE|ANSA|TASS|UPI)\b|"
    r"新华|中新|路透|法新|美联社"
)
_INSTITUTIONS = re.compile(
    r"\b(?:Institut\w*|University|Universität|Ministry|\w*ministerium|Amnesty|Watch|"
    r"Foundation|Stiftung|Commission|Kommission|Office|Amt|Report|Study|Studie)\b|"
    r"部|局|委员会|大学|研究"
)
_LINK = re.compile(r"(?:https?://\S+|\bpic\.(?:twitter|x)\.com/\w+)")


@dataclass(frozen=True)
class SuggestedSource:
    """A source as columns of a draft, the relation, the anchor of the passage that
    names it, and the words by which it was found."""

    title: str
    source_kind: str
    relation: str
    anchor: str = ""
    creator: str = ""
    original_url: str = ""
    found: str = ""


def suggest_sources(
    passages: Iterable[tuple[str, str, str]], credits: Iterable[str]
) -> list[SuggestedSource]:
    """What passages (anchor, kind, text) and credits of captions name as sources, each
    once, posts first. Titles are in the words of the article."""
    listed = list(passages)
    suggested = [
        *(
            _suggest_post(anchor, text)
            for anchor, kind, text in listed
            if kind == "post"
        ),
        *_suggest_named(listed),
        *_suggest_series(credits),
    ]
    by_title = {each.title.casefold(): each for each in reversed(suggested)}
    return list(reversed(by_title.values()))[:MOST_SOURCES]


def _suggest_post(anchor: str, text: str) -> SuggestedSource:
    link = _LINK.search(text)
    address = link[0].rstrip(".,)") if link else ""
    if address and not address.startswith("http"):
        address = f"https://{address}"
    begin = " ".join(_LINK.sub("", text).split()[:WORDS_OF_TITLE])
    return SuggestedSource(
        f"Post: {begin} …",
        Source.SourceKind.SOCIAL_POST,
        "quotes",
        anchor,
        original_url=address,
        found=_("embedded post"),
    )


def _suggest_named(
    passages: Sequence[tuple[str, str, str]],
) -> Iterator[SuggestedSource]:
    """Names are completed over the whole text; each belongs to its passage."""
    whole, starts = "", []
    for anchor, _kind, text in passages:
        starts.append((len(whole), anchor))
        whole += f"{text}\n"
    for attribution in find_attributions(whole):
        anchor = [a for start, a in starts if start <= attribution.start][-1]
        name = attribution.name
        words = whole[max(0, attribution.start) : attribution.start + 60]
        yield SuggestedSource(
            name,
            _guess_kind(name),
            "reports",
            anchor,
            creator=name,
            found=" ".join(words.split()),
        )


def _guess_kind(name: str) -> str:
    if _AGENCIES.search(name):
        return Source.SourceKind.AGENCY_REPORT
    if _INSTITUTIONS.search(name):
        return Source.SourceKind.REPORT
    return Source.SourceKind.PERSON


def _suggest_series(credits: Iterable[str]) -> Iterator[SuggestedSource]:
    for name in dict.fromkeys(filter(None, map(credited_name, credits))):
        yield SuggestedSource(
            _("Photos: %(name)s") % {"name": name},
            Source.SourceKind.PHOTOGRAPH_SERIES,
            "shows",
            creator=name,
            found=_("credit line"),
        )


def suggest_outlet(article: Article) -> Outlet | None:
    """The outlet whose site has the article's address; one query."""
    host = _cut_host(article.original_url)
    if not host:
        return None
    for outlet in Outlet.objects.exclude(url=""):
        own = _cut_host(outlet.url)
        if own and (host == own or host.endswith(f".{own}")):
            return outlet
    return None


def _cut_host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
