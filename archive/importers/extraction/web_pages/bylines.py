"""The authors that a page prints, and those that it names in its head."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from archive.importers.extraction.credit_words import names_agency
from archive.text.author_names import strip_byline_label

from .linked_data import LinkedAuthor
from .metadata import PageHead, fold_words
from .tree import is_hidden, read_element_text

_AUTHOR_NAMES = tuple(
    """
    author article:author article:author_name parsely-author byl sailthru.author
    dc.creator dcterms.creator citation_author authors article.author rbauthors
    twitter:data1 contributor mediator_author cxenseparse:author article-author
    og:article:author og:author dable:author shareaholic:article_author_name
    article_author article.authors author_name bt:author vr:author iawriter
    """.split()
)
_AUTHOR_CLASS = re.compile(
    r"(?:^|[\s_-]|(?<=[a-z])(?=(?-i:[A-Z])))"  # documentAuthor too
    r"(?:author|authors|byline|bylines|autor|autoren|auteur|auteurs|autore|"
    r"redator|reporter|journalist|writer|writers|signature|firma|verfasser|"
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
    r"view (?:all|author)|about the author|alle artikel|more from|"
    r"mehr von|share|comments?|kommentare?|read|"
    r"lesezeit|min(?:utes?)?|archives?|publicado|publié|uhr|folgen|email|"
    r"e-mail|subscribe)\b.*",
    re.I | re.S,
)
_NO_AUTHOR = re.compile(
    r"https?:|www\.|@|\d|[<>{}\[\]=]|\b(?:admin|administrator|webmaster|user|unknown|"
    r"anonymous|null|undefined|none|author|autor|by|von|gast|minutes?|published|"
    r"content)\b\Z",
    re.I,
)
_NO_PERSON = re.compile(
    r"\b(?:redaktion|editor|staff|wires?|desk|newsroom|agenc(?:y|ies)|team|service|"
    r"reporters?|bureau|press|redacción|rédaction|redazione|redação|redactie|news|"
    r"correspondent)\b\Z|\w\.(?:com|org|net|info|de|ch|at|fr|uk|is)\Z|"
    r"[.!?] [A-Z]\w+ \w",
    re.I,
)
_DATE_BEHIND = re.compile(
    r"\s*[,|•·-]?\s*(?:on\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d).*",
    re.I | re.S,
)
_JOB_TITLE = re.compile(
    r",?\s+(?:in (?:Washington|London|Berlin|Beijing|Paris|Brussels|New York)|"
    r"(?:[-–] )?(?:[A-Z]{2,4} )?(?:Senior |Chief |Staff |Political |Business |"
    r"Technology |Science |Foreign |Diplomatic |Special )*"
    r"(?:Correspondent|Reporter|Editor|Writer|Columnist|Producer)s?|"
    r"(?:Redakteur|Korrespondent|Auslandskorrespondent)(?:in)?|"
    r"(?:envoy[ée]e?s? spécial|correspondant|corresponsal|enviad[oa] especial|"
    r"corrispondente|inviat[oa]|correspondente|repórter|journaliste|periodista|"
    r"giornalista))\w*\b.*",
    re.I,
)
_WORD_BEHIND = re.compile(
    r"\s+(?:on|at|am|le|el|il|den|op|\w+\.(?:com|org|net))\Z|"
    r"(?<=[가-힣]) ?(?:기자|특파원)\Z"
)
_LABELS = re.compile(
    r"^(?:by|von|par|por|di|de|text(?:e)?|autor(?:in|en)?|author|written by|"
    r"words by|story by|af|av|door|od|yazan|penulis|oleh|reporter|reporting by|"
    r"ein (?:artikel|beitrag|text|gastbeitrag|kommentar|interview) von|"
    r"文|作者|记者|記者|撰文|责任编辑|編集委員|автор|текст|بقلم|autores|autore|penulis|"
    r"szerző|autorzy|redacción|texto|opracowała?|napisała?|מאת|نویسنده|كتبت?|लेखक|"
    r"記者・?|取材・文|reporting by|edited by|bron)\s*[:：–-]?\s*"
    r"(?=\s|(?<=[:：・記者]))",
    re.I,
)
_AUTHOR_LINE_LENGTH = 80
_AUTHOR_ADDRESS = re.compile(
    r"/(?:authors?|autor(?:e|es|en)?|auteurs?|profiles?|journalist(?:e|es|en)?|"
    r"contributors?|reporters?|redakteure?|skribent(?:er)?|byline|verfasser)/[^/?#]{3,}",
    re.I,
)


def find_authors(
    head: PageHead, authors: list[LinkedAuthor], article: Any
) -> tuple[str, str]:
    """The persons that a page names as its authors, and the part they are read from.

    Persons of JSON-LD first, then what the page prints beside its headline, then its
    `meta` elements.
    """
    site = _list_site_names(head)
    linked = _list_linked_names(authors, site)
    for names, part in (
        (list(filter(is_person_name, linked)), "json-ld"),
        (find_printed_authors(head, article), "byline"),
        (_find_meta_authors(head, site), "meta"),
    ):
        names = [name for name in names if fold_words(name) not in site]
        if names:
            return join_names(names), part
    return "", ""


def find_other_authors(
    head: PageHead, authors: list[LinkedAuthor], article: Any
) -> tuple[str, str]:
    """An agency, a desk or a single name, where a page names no person."""
    site = _list_site_names(head)
    linked = [n for n in _list_linked_names(authors, site) if _is_short(n)]
    if linked:
        return join_names(linked), "json-ld"
    root = article if article is not None else head.tree
    for element in _list_innermost(filter(_is_marked_author, root.iter())):
        names = [n for n in _list_group_names(element) if fold_words(n) not in site]
        if names:
            return join_names(names), "byline"
    return "", ""


def _list_group_names(element: Any) -> list[str]:
    """The agency or desk that an element for authors names: `By Staff Reporter`."""
    text = read_element_text(element)
    is_group = names_agency(text) or _NO_PERSON.search(text)
    if len(text) > 40 or not is_group or re.search(r"\.[a-z]{2,4}\Z", text):
        return []
    return [name for name in split_names(text.strip("()")) if _is_short(name)]


def _list_site_names(head: PageHead) -> set[str]:
    return {fold_words(head.site_name), fold_words(head.linked.publisher)} - {""}


def _list_linked_names(authors: list[LinkedAuthor], site: set[str]) -> list[str]:
    said = [a.name for a in authors if not re.match(r"https?:|www\.", a.name)]
    names = [name for text in said for name in split_names(text)]
    return [name for name in names if fold_words(name) not in site]


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
    is_marked = (
        _AUTHOR_CLASS.search(element.get("class") or "")
        and not _NO_AUTHOR_CLASS.search(element.get("class") or "")
    ) or _is_author_by_attribute(element)
    return bool(is_marked) and not _is_in_comment(element)


def _is_author_by_attribute(element: Any) -> bool:
    is_related = "author" in (element.get("rel") or "").lower().split()
    itemprop = (element.get("itemprop") or "").lower()
    return is_related or itemprop in ("author", "creator") or _is_author_link(element)


def _is_author_link(element: Any) -> bool:
    """Whether a link to the page of an author is a line of its own, or nearly."""
    address = (element.get("href") or "") if element.tag == "a" else ""
    if not _AUTHOR_ADDRESS.search(address) or len(element.text_content()) > 60:
        return False
    line = element.getparent()
    text = read_element_text(line) if line is not None else ""
    return len(text) <= _AUTHOR_LINE_LENGTH and not text.endswith((".", "!", "?"))


def _is_in_comment(element: Any) -> bool:
    return any(
        re.search(
            r"comment|related|teaser|sidebar|recommend|footer|figure|caption|"
            r"(?<!elementor-)widget",  # Elementor builds whole pages of them
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
    text = _DATE_BEHIND.sub("", _LEFT_OUT.sub("", text))
    text = re.sub(r"\s+\|?\s*\d{1,4}\s*[./:-].*", "", text, flags=re.S)  # the date
    text = re.sub(r"\s*[(（][^()（）]*[)）]|\s+@\w+", "", text)
    parts = re.split(
        r"\s*(?:;|\||/|·|•|、|，|\n)\s*|"
        r",?\s+(?:and|und|et|y|e|en|och|og|&|with|mit)\s+|,\s+",
        text,
    )
    return list(dict.fromkeys(filter(None, map(_strip_job, parts))))


def _strip_job(part: str) -> str:
    """A part of a byline without label and job; a job without a name stays."""
    part = _WORD_BEHIND.sub("", _LABELS.sub("", part).strip(" ,.:–-"))
    name = _JOB_TITLE.sub("", f" {part}").strip(" ,.:–-")
    return part if part.casefold().startswith(("staff ", "our ")) else name


def is_person_name(name: str) -> bool:
    """Whether a text may be the name of a person."""
    if _NO_PERSON.search(name) or not _is_short(name):
        return False
    words = name.split()
    if not name.isascii() and not any(c.isupper() or c.islower() for c in name):
        return 2 <= len(name.replace(" ", "")) <= 24  # a script without capitals
    if not 2 <= len(words) <= 6:
        return False
    return words[0][:1].isupper() and words[-1][:1].isupper()


def _is_short(name: str) -> bool:
    return 1 < len(name) <= 60 and not _NO_AUTHOR.search(name)


def join_names(names: list[str]) -> str:
    """Names in one byline that `parse_authors` takes apart again."""
    names = list(dict.fromkeys(names))
    is_plain = all(" " in name and "," not in name for name in names)
    text = (", " if is_plain else "; ").join(names)
    return text[:200].rpartition(",")[0] if len(text) > 200 else text
