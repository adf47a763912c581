"""Headline, date and address of a web page, with the part each was read from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import urlsplit

import htmldate

from archive.importers.extraction.local_dates import find_local_day
from archive.text import dates

from .linked_data import LinkedArticle
from .tree import is_hidden, normalize_spaces, read_element_text, read_heading

_DATE_NAMES = tuple(
    """
    article:published_time article:published og:published_time
    og:article:published_time datepublished article.published parsely-pub-date
    sailthru.date cxenseparse:recs:publishtime bt:pubdate publishdate publish-date
    publish_date pubdate published_time published-date article_date_original
    originalpublicationdate dc.date.issued dcterms.created dc.date.created dc.date
    dcterms.date dcterms.issued date citation_publication_date rnews:datepublished
    last-publish-date displaydate ptime apub:time firstcreatetime
    """.split()
)
_TITLE_SEPARATOR = re.compile(
    r"\s+[|–—·•»›:]{1,2}\s+|\s+-\s+|\s*[_|｜]\s*|(?<=\S)[-–—](?=[^\x00-\u2fff]{2,12}$)"
)
_HEADLINE_CLASS = re.compile(r"head-?line|title|titel", re.I)
_KICKER_CLASS = re.compile(
    r"kicker|dachzeile|roofline|overline|eyebrow|topline|supertitle|surtitre|"
    r"spitzmarke|antetitulo|occhiello|label-?line|vignette|intro-?title",
    re.I,
)
_UTC_MOMENT = re.compile(r"T\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]00:?00)\s*\Z")
_COMPACT_DATE = re.compile(
    r"\b((?:19|20)\d\d)[-/.]?(0[1-9]|1[0-2])[-/.]?(0[1-9]|[12]\d|3[01])"
)
_ISO_DATE = re.compile(r"\s*((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_KICKER_LENGTHS = range(2, 61)
_MIN_YEAR = 1990
_SAME_TITLE = 0.72


class PageHead:
    """What the head of a page and its headings say."""

    def __init__(self, tree: Any, linked: LinkedArticle) -> None:
        self.tree, self.linked = tree, linked
        self.meta: dict[str, list[str]] = {}
        for element in tree.iter("meta"):
            for key in ("property", "name", "itemprop", "http-equiv"):
                content = normalize_spaces(element.get("content") or "")
                if (name := element.get(key)) and content:
                    self.meta.setdefault(name.lower(), []).append(content)
        self.site_name = self.first_meta("og:site_name", "application-name")
        self.heading: Any = None  # the element of the headline
        self.is_utc_day = False  # whether its date is a day of Greenwich

    def first_meta(self, *names: str) -> str:
        """The content of the first `meta` element with one of the names, or ''."""
        return next((self.meta[n][0] for n in names if n in self.meta), "")

    def list_languages(self) -> list[str]:
        """The languages that the page declares, strongest first."""
        root = self.tree.getroottree().getroot()
        names = ("og:locale", "content-language", "language", "dc.language")
        declared = [root.get("lang"), root.get("xml:lang"), self.linked.language]
        declared += [content for name in names for content in self.meta.get(name, [])]
        return [tag for tag in declared if tag]

    def find_address(self) -> str:
        """The canonical address that the page declares, or ''."""
        for link in self.tree.iter("link"):
            if (link.get("rel") or "").lower() == "canonical":
                address = (link.get("href") or "").strip()
                if address.startswith(("http://", "https://")):
                    return address
        address = self.first_meta("og:url", "parsely-link")
        return address if address.startswith(("http://", "https://")) else ""

    def find_title(self) -> tuple[str, str, str]:
        """The headline, its kicker, and the part of the page they were read from."""
        said = [
            (self.linked.headline, "json-ld"),
            (self._strip_site(self.first_meta("og:title")), "open-graph"),
            (self._strip_site(self.first_meta("twitter:title", "dc.title")), "meta"),
            (self._strip_site(self._read_title_element()), "title-element"),
        ]
        said = [(text, part) for text, part in said if text]
        heading = self._find_heading([text for text, _part in said])
        if heading is not None:
            self.heading = heading
            title, kicker = self._split_heading(heading, [text for text, _ in said])
            return title, kicker, f"{heading.tag}"
        return (said[0][0], "", said[0][1]) if said else ("", "", "")

    def _read_title_element(self) -> str:
        element = self.tree.find(".//head/title")
        if element is None:
            element = self.tree.find(".//title")
        return normalize_spaces(element.text_content()) if element is not None else ""

    def _strip_site(self, title: str) -> str:
        """The title without the name of the site at its end or beginning."""
        names = [self.site_name, self.linked.publisher, self._read_host()]
        names = [fold_words(name) for name in names if name]
        for _ in range(3):
            parts = list(_TITLE_SEPARATOR.finditer(title))
            if not parts:
                break
            last, first = title[parts[-1].end() :], title[: parts[0].start()]
            if self._is_site_name(last, names) or not last.strip():
                title = title[: parts[-1].start()].strip()
            elif self._is_site_name(first, names):
                title = title[parts[0].end() :].strip()
            else:
                break
        return title

    def _is_site_name(self, part: str, names: list[str]) -> bool:
        folded = fold_words(part)
        if not folded or len(folded) > 60:
            return False
        squeezed = folded.replace(" ", "")
        return any(
            folded in name or name in folded or squeezed in name.replace(" ", "")
            for name in names
            if len(name) > 2
        )

    def _read_host(self) -> str:
        host = urlsplit(self.find_address() or "").hostname or ""
        return host.removeprefix("www.").rpartition(".")[0].replace(".", " ")

    def _find_heading(self, said: list[str]) -> Any:
        """The heading that repeats what the head says; else the only `h1`."""
        for tag, least in (("h1", 0.5), ("h2", 0.85), ("h3", 0.9)):
            # What JSON-LD or Open Graph says is the article's; a `title` names more.
            for texts in (said[:1], said):
                best, best_likeness = None, least - 0.1
                for heading in self.tree.iter(tag):
                    likeness = _compare_with_all(read_heading(heading), texts)
                    if likeness >= least and likeness > best_likeness + 0.03:
                        best, best_likeness = heading, likeness
                if best is not None:
                    return best
        headings = [h for h in self.tree.iter("h1") if self._may_be_headline(h)]
        return headings[0] if len(headings) == 1 else None

    def _may_be_headline(self, heading: Any) -> bool:
        text = read_element_text(heading)
        if is_hidden(heading) or len(text) < 12 or len(text) > 300:
            return False
        names = [self.site_name, self.linked.publisher, self._read_host()]
        is_site = self._is_site_name(text, [fold_words(n) for n in names if n])
        if is_site or any(a.tag in ("nav", "footer") for a in heading.iterancestors()):
            return False
        return len(text.split()) >= 3 or not text.isascii()

    def _split_heading(self, heading: Any, said: list[str]) -> tuple[str, str]:
        """The headline without its site, and the kicker that its element begins with.

        Where the heading is plain, another one with the same words may show its parts.
        """
        text = self._strip_site(read_heading(heading))
        text = _strip_glued_name(text, self._read_title_element())
        same = fold_words(text)
        others = (h for tag in ("h1", "h2", "h3") for h in self.tree.iter(tag))
        others = (h for h in others if fold_words(read_element_text(h)) == same)
        for each in (heading, *others):
            if parts := _split_kicker_element(each, said):
                return parts
        return text, self._find_kicker(heading)

    def _find_kicker(self, heading: Any) -> str:
        """A short element above the headline that calls itself a kicker."""
        for node in (heading, heading.getparent()):
            above = node.getprevious() if node is not None else None
            if above is None or not isinstance(above.tag, str):
                continue
            text = read_element_text(above)
            if _KICKER_CLASS.search(above.get("class") or "") and 1 < len(text) <= 60:
                return text
        return ""

    def find_date(self) -> tuple[str, str]:
        """The day of publication as EDTF, and the part it was read from."""
        said = [(self.linked.date, "json-ld")]
        said += [(c, "meta") for name in _DATE_NAMES for c in self.meta.get(name, [])]
        for content, part in said:
            local = find_local_day(content, (self.list_languages() or [""])[0])
            if date := parse_machine_date(content) or local:
                self.is_utc_day = bool(_UTC_MOMENT.search(content))
                return date, part
        return "", ""

    def find_time_element(self) -> tuple[str, str]:
        """The day of an element that is marked as the day of publication, or of the
        only `time` element."""
        days = [parse_machine_date(_read_marked_time(e)) for e in self._iter_marked()]
        if not any(days):
            times = [
                parse_machine_date(t.get("datetime")) for t in self.tree.iter("time")
            ]
            days = sorted(set(times) - {""})
            days = days if len(days) == 1 else []
        day = next(filter(None, days), "")
        return day, "time" if day else ""

    def _iter_marked(self) -> Iterator[Any]:
        for element in self.tree.iter():
            itemprop = (element.get("itemprop") or "").lower()
            if "datepublished" in itemprop or element.get("pubdate") is not None:
                yield element

    def guess_date(self) -> tuple[str, str]:
        """What htmldate makes of the whole page, where nothing else names a day."""
        address = self.find_address()
        found = htmldate.find_date(
            self.tree, original_date=True, extensive_search=False, url=address or None
        )
        return (found, "htmldate") if found else ("", "")


def parse_machine_date(text: str | None) -> str:
    """The day in a machine's or a person's date, as EDTF, or ''."""
    text = normalize_spaces(text or "")[:80]
    if not text:
        return ""
    match = _ISO_DATE.match(text) or _COMPACT_DATE.match(text)
    if match:
        return _check_day(int(match[1]), int(match[2]), int(match[3]))
    if text.isdecimal() and len(text) in (10, 13):
        moment = datetime.fromtimestamp(int(text[:10]), UTC)
        return _check_day(moment.year, moment.month, moment.day)
    printed = dates.find_printed_date(text)
    if printed and len(printed[0].text) == 10:
        year, month, day = map(int, printed[0].text.split("-"))
        return _check_day(year, month, day)
    return ""


def _check_day(year: int, month: int, day: int) -> str:
    try:
        moment = datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return ""
    is_past = moment <= datetime.now(UTC) + timedelta(days=2)
    return moment.date().isoformat() if year >= _MIN_YEAR and is_past else ""


def _split_kicker_element(heading: Any, said: list[str]) -> tuple[str, str] | None:
    """Headline and kicker of a heading that has an element for one of them."""
    text = read_heading(heading)
    parts = heading.iter("span", "strong", "em", "small", "div", "a")
    return next(filter(None, (_split_at_part(text, p, said) for p in parts)), None)


def _split_at_part(text: str, part: Any, said: list[str]) -> tuple[str, str] | None:
    """Headline and kicker where `part` of a heading's `text` is one of them."""
    own = read_heading(part)
    before, _own, after = text.partition(own or text)
    before, after = before.strip(" :|–-"), after.strip(" :|–-")
    if before:
        is_parted = not after and len(before) in _KICKER_LENGTHS
        is_parted = is_parted and _is_headline_part(part, own, said)
        return (own, before) if is_parted else None
    if len(after) in _KICKER_LENGTHS and _is_whole(own, text, said):
        return own, ""  # what follows is a byline
    if len(after) >= 12 and _is_kicker_part(part, own):
        return after, own.strip(" :|–-")
    return None


def _strip_glued_name(text: str, title: str) -> str:
    """A headline without the site's name that stands right behind it, with no sign
    between them."""
    parts = [part for part in _TITLE_SEPARATOR.split(title) if part]
    for name in parts[1:]:
        glued = f"{parts[0]}{name}".replace(" ", "").casefold()
        if glued == text.replace(" ", "").casefold():
            return parts[0]
    return text


def _is_headline_part(part: Any, own: str, said: list[str]) -> bool:
    is_named = bool(_HEADLINE_CLASS.search(part.get("class") or ""))
    return bool(own) and (is_named or _compare_with_all(own, said) >= 0.9)


def _is_whole(own: str, text: str, said: list[str]) -> bool:
    """Whether a part of a heading is what the page's head says, and no more."""
    likeness = _compare_with_all(own, said)
    return likeness >= 0.9 and likeness > _compare_with_all(text, said)


def _is_kicker_part(part: Any, own: str) -> bool:
    is_plain = part.tag != "a" or _KICKER_CLASS.search(part.get("class") or "")
    return len(own) in _KICKER_LENGTHS and bool(is_plain)


def _read_marked_time(element: Any) -> str:
    value = element.get("content") or element.get("datetime") or ""
    return value or read_element_text(element)


def _compare_with_all(text: str, said: list[str]) -> float:
    if not text or len(text) > 400:
        return 0.0
    return max((compare_titles(text, each) for each in said), default=0.0)


def fold_words(text: str) -> str:
    """Words in lower case without marks, for comparing."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", text))


def compare_titles(one: str, other: str) -> float:
    """How alike two headlines are, 0 to 1; one inside the other counts as alike."""
    a, b = fold_words(one), fold_words(other)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    shorter, longer = sorted((a, b), key=len)
    if shorter in longer and (len(shorter) >= 12 or len(shorter) * 2 >= len(longer)):
        return 0.9 + 0.09 * len(shorter) / len(longer)
    return SequenceMatcher(None, a, b, autojunk=False).ratio()
