"""The authors that a page prints, and those that it names in its head."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from archive.text.author_names import strip_byline_label

from .linked_data import LinkedAuthor
from .metadata import PageHead, fold_words
from .tree import is_hidden, read_element_text

_AUTHOR_NAMES = tuple(
    """
    author article:author article:author_name parsely-author byl sailthru.author
    dc.creator dcterms.creator citation_author authors article.author rbauthors
    twitter:data1 contributor mediator_author cxenseparse:author article-author
    """.split()
)
_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-])(?:author|authors|byline|bylines|autor|autoren|auteur|auteurs|"
    r"autore|redator|reporter|journalist|writer|writers|signature|firma|verfasser|"
    r"redakteur|zuozhe|kirjoittaja|skribent|byline-?name|author-?names?|byl|"
    r"p-author|h-card|fn|contributor|contributors)(?:$|[\s_-])",
    re.I,
)
_NO_AUTHOR_CLASS = re.compile(
    r"bio|box|image|img|avatar|photo|foto|comment|related|teaser|social|follow|"
    r"more|list-?item|descri|title|date|time|figure|caption|widget|share|article-?list",
    re.I,
)
_LEFT_OUT = re.compile(
    r"\b(?:submitted|posted|published|updated|veröffentlicht|aktualisiert|follow|"
    r"view all|alle artikel|more from|mehr von|share|comments?|kommentare?|read|"
    r"lesezeit|min(?:utes?)?|archives?|publicado|publié|uhr|folgen|email|"
    r"e-mail|subscribe)\b.*",
    re.I | re.S,
)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\d|[<>{}\[\]=]|\b(?:admin|administrator|redaktion|editor|staff|"
    r"webmaster|user|unknown|anonymous|null|undefined|none|author|autor|by|von|gast|"
    r"minutes?|published|content|wire|wires|desk|newsroom|agenc(?:y|ies)|team|service|"
    r"reporters|bureau|press|redacción|rédaction|redazione|redação|redactie)\b\Z",
    re.I,
)
_JOB_TITLE = re.compile(
    r",?\s+(?:in (?:Washington|London|Berlin|Beijing|Paris|Brussels|New York)|"
    r"(?:Senior |Chief |Staff |Political |Business )*(?:Correspondent|Reporter|Editor|"
    r"Writer|Columnist|Producer|Redakteur(?:in)?|Korrespondent(?:in)?))\b.*",
    re.I,
)
_LABELS = re.compile(
    r"^(?:by|von|par|por|di|de|text(?:e)?|autor(?:in|en)?|author|written by|"
    r"words by|story by|af|av|door|od|yazan|penulis|oleh|reporter|reporting by|"
    r"ein (?:artikel|beitrag|text|gastbeitrag|kommentar|interview) von|"
    r"文|作者|记者|記者|撰文|责任编辑|編集委員|автор|текст|بقلم|autores|autore|penulis|"
    r"szerző|autorzy|redacción|texto)\s*[:：]?\s+",
    re.I,
)

_KOREAN_REPORTER = re.compile(
    r"(?:^|[\s=\[(])(?P<name>[가-힣]{2,4})\s?(?:기자|특파원|선임기자|논설위원)"
    r"(?=\s|$|[\])=]|\S+@)"
)
_CHINESE_REPORTER = re.compile(
    r"[（(【\[][^（）()【】\[\]]{0,8}(?:記者|记者)\s*"
    r"(?P<names>[\u4e00-\u9fff]{2,4}(?:[、，,][\u4e00-\u9fff]{2,4})*)"
    r"(?:[／/\s][\u4e00-\u9fff]{2,8})?[】）)\]]"
)


def find_authors(
    head: PageHead, authors: list[LinkedAuthor], article: Any
) -> tuple[str, str]:
    """The byline of a page, and the part it was read from.

    Persons of JSON-LD first, then what the page prints beside its headline, then its
    `meta` elements, then organisations.
    """
    site = {fold_words(head.site_name), fold_words(head.linked.publisher)} - {""}
    linked = [name for author in authors for name in split_names(author.name)]
    linked = [name for name in linked if fold_words(name) not in site]
    for names, part in (
        (list(filter(is_person_name, linked)), "json-ld"),
        (find_printed_authors(head, article), "byline"),
        (_find_meta_authors(head, site), "meta"),
        (list(filter(_is_short, linked)), "json-ld"),
    ):
        if names:
            return join_names(names), part
    return "", ""


def _find_meta_authors(head: PageHead, site: set[str]) -> list[str]:
    for name in _AUTHOR_NAMES:
        names = [n for content in head.meta.get(name, []) for n in split_names(content)]
        persons = [n for n in names if is_person_name(n) and fold_words(n) not in site]
        if persons:
            return persons
    return []


def find_printed_authors(head: PageHead, article: Any) -> list[str]:
    """The names in elements that call themselves authors, nearest to the headline."""
    root = article if article is not None else head.tree
    names: list[str] = []
    first: Any = None
    for element in _list_innermost(filter(_is_marked_author, root.iter())):
        found = list(filter(is_person_name, split_names(read_element_text(element))))
        if found and (first is None or _is_near(first, element)):
            first = element if first is None else first
            names += found
    return names


def _list_innermost(elements: Iterable[Any]) -> list[Any]:
    """The elements that hold no other of them."""
    found = list(elements)
    outer = {ancestor for element in found for ancestor in element.iterancestors()}
    return [element for element in found if element not in outer]


def _is_marked_author(element: Any) -> bool:
    if not isinstance(element.tag, str) or is_hidden(element):
        return False
    classes = element.get("class") or ""
    itemprop = (element.get("itemprop") or "").lower()
    is_named = bool(_AUTHOR_CLASS.search(classes)) and not _NO_AUTHOR_CLASS.search(
        classes
    )
    is_marked = "author" in (element.get("rel") or "").lower().split()
    is_marked = is_marked or itemprop in ("author", "creator")
    return (is_named or is_marked) and not _is_in_comment(element)


def _is_in_comment(element: Any) -> bool:
    return any(
        re.search(
            r"comment|related|teaser|sidebar|recommend|footer|figure|caption|widget",
            f"{a.get('class') or ''} {a.get('id') or ''}",
            re.I,
        )
        or a.tag in ("figure", "footer", "nav", "blockquote")
        for a in list(element.iterancestors())[:6]
        if a.tag not in ("body", "html", "article", "main")
    )


def _is_near(first: Any, other: Any) -> bool:
    """Whether two elements have an ancestor in common that is no frame of the page."""
    ancestors = list(first.iterancestors())[:3]
    return any(a in ancestors for a in list(other.iterancestors())[:3])


def split_names(text: str) -> list[str]:
    """The names of a byline as one string each, without labels and jobs."""
    text = _LABELS.sub("", strip_byline_label(text.strip()))
    text = _LEFT_OUT.sub("", text)
    text = re.sub(r"\s+\|?\s*\d{1,4}\s*[./:-].*", "", text, flags=re.S)  # the date
    text = re.sub(r"\s*[(（][^()（）]*[)）]", "", text)
    parts = re.split(
        r"\s*(?:;|\||/|·|•|、|，|\n)\s*|\s+(?:and|und|et|y|e|en|och|og|&|with|mit)\s+|,\s+",
        text,
    )
    names = [_JOB_TITLE.sub("", _LABELS.sub("", p)).strip(" ,.:–-") for p in parts]
    return list(dict.fromkeys(n for n in names if n))


def find_reporters(text: str) -> list[str]:
    """The reporters that a Korean or Chinese text names at its beginning or end:
    `최윤호 기자`, `【記者王小明／台北報導】`."""
    if match := _KOREAN_REPORTER.search(text[-80:]) or _KOREAN_REPORTER.match(text):
        return [match["name"]]
    if match := _CHINESE_REPORTER.search(text[:60]) or _CHINESE_REPORTER.search(
        text[-60:]
    ):
        return re.split(r"[、，,／/\s]+", match["names"])
    return []


def is_person_name(name: str) -> bool:
    """Whether a text may be the name of a person."""
    if _NO_NAME.search(name) or not _is_short(name):
        return False
    words = name.split()
    if not name.isascii() and not any(c.isupper() or c.islower() for c in name):
        return 2 <= len(name.replace(" ", "")) <= 24  # a script without capitals
    if not 2 <= len(words) <= 6:
        return False
    return words[0][:1].isupper() and words[-1][:1].isupper()


def _is_short(name: str) -> bool:
    return 1 < len(name) <= 60 and not _NO_NAME.search(name)


def join_names(names: list[str]) -> str:
    """Names in one byline that `parse_authors` takes apart again."""
    names = list(dict.fromkeys(names))
    is_plain = all(" " in name and "," not in name for name in names)
    text = (", " if is_plain else "; ").join(names)
    return text[:200].rpartition(",")[0] if len(text) > 200 else text
