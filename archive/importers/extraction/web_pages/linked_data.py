"""What a page says of itself in JSON-LD (schema.org)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .tree import normalize_spaces

_ARTICLE_TYPE = re.compile(
    r"(?:Article|BlogPosting|Blog|Report|SocialMediaPosting|Review|Story)\Z"
)
_PAGE_TYPE = re.compile(r"(?:WebPage|ItemPage|VideoObject|Episode|CreativeWork)\Z")
_ORGANISATION_TYPE = re.compile(r"Organization|Corporation|NewsMediaOrganization")
_WRAPPING = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)"
)
_UNWRAPPING = re.compile(r"(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>|;)\s*$")
_TAGS = re.compile(r"<[^>]{1,500}>")
_IMAGE_CREDITS = (
    "creditText",
    "copyrightNotice",
    "author",
    "creator",
    "copyrightHolder",
)
_MAX_NODES = 3_000
_MAX_DEPTH = 12


@dataclass
class LinkedAuthor:
    """An author in JSON-LD."""

    name: str
    is_organisation: bool


@dataclass
class LinkedArticle:
    """The article that JSON-LD describes; empty where it says nothing."""

    headline: str = ""
    date: str = ""
    language: str = ""
    publisher: str = ""
    description: str = ""
    body: str = ""
    authors: list[LinkedAuthor] = field(default_factory=list)
    images: list[tuple[str, str]] = field(default_factory=list)  # caption, credit


def read_linked_article(tree: Any) -> LinkedArticle:
    """The article of the page's JSON-LD; where there are several, the first one."""
    nodes = list(_iter_nodes(tree))
    by_id = {str(n["@id"]): n for n in nodes if "@id" in n and len(n) > 1}
    articles = _list_of_type(nodes, _ARTICLE_TYPE)
    chosen = [*articles[:1], *_list_of_type(nodes, _PAGE_TYPE)[:1]]
    described = [_read_node(node, by_id) for node in chosen]
    found = LinkedArticle()
    for name in found.__dataclass_fields__:
        values = (getattr(each, name) for each in described)
        setattr(found, name, next(filter(None, values), getattr(found, name)))
    if articles and not found.headline:
        found.headline = read_string(articles[0].get("name"))
    return found


def _read_node(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> LinkedArticle:
    return LinkedArticle(
        headline=read_string(node.get("headline")),
        date=read_string(node.get("datePublished") or node.get("dateCreated")),
        language=read_string(node.get("inLanguage")),
        publisher=_read_name(_resolve_node(node.get("publisher"), by_id)),
        description=read_string(node.get("description")),
        body=read_string(node.get("articleBody")),
        authors=_read_authors(node, by_id),
        images=_read_images(node, by_id),
    )


def _read_images(
    node: dict[str, Any], by_id: dict[str, dict[str, Any]]
) -> list[tuple[str, str]]:
    """The captions of the article's own pictures, each with its credit."""
    values = _resolve_node(node.get("image"), by_id)
    images = []
    for value in values if isinstance(values, list) else [values]:
        if isinstance(value, dict):
            credits = (_read_name(value.get(name)) for name in _IMAGE_CREDITS)
            credit = next(filter(None, credits), "")
            if (text := read_string(value.get("caption"))) and len(text) <= 1_200:
                images.append((text, credit if len(credit) <= 200 else ""))
    return images


def _iter_nodes(tree: Any) -> Iterator[dict[str, Any]]:
    number = 0
    for script in tree.iter("script"):
        kind = (script.get("type") or "").lower()
        if "ld+json" not in kind:
            continue
        for node in _iter_objects(_load_json(script.text or ""), 0):
            number += 1
            if number > _MAX_NODES:
                return
            yield node


def _load_json(text: str) -> Any:
    text = _UNWRAPPING.sub("", _WRAPPING.sub("", text)).strip()
    for attempt in (text, re.sub(r",\s*([}\]])", r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _iter_objects(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(data, list):
        for each in data:
            yield from _iter_objects(each, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "article", "hasPart"):
            yield from _iter_objects(data.get(key), depth + 1)
        for key in ("author", "creator", "publisher"):
            yield from _iter_objects(data.get(key), depth + 1)


def _list_of_type(
    nodes: list[dict[str, Any]], pattern: re.Pattern[str]
) -> list[dict[str, Any]]:
    return [node for node in nodes if _has_type(node, pattern)]


def _has_type(node: dict[str, Any], pattern: re.Pattern[str]) -> bool:
    types = node.get("@type")
    types = types if isinstance(types, list) else [types]
    return any(isinstance(t, str) and pattern.search(t) for t in types)


def read_string(value: Any) -> str:
    """A value as one line without markup; '' where it is no text."""
    if isinstance(value, list):
        value = next((v for v in value if isinstance(v, str)), "")
    if not isinstance(value, str):
        return ""
    return normalize_spaces(_TAGS.sub(" ", html.unescape(html.unescape(value))))


def _resolve_node(value: Any, by_id: dict[str, dict[str, Any]]) -> Any:
    if isinstance(value, list):
        return [_resolve_node(v, by_id) for v in value]
    if isinstance(value, dict) and "name" not in value:
        return by_id.get(str(value.get("@id")), value)
    return value


def _read_name(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return read_string(value.get("name") if isinstance(value, dict) else value)


def _read_authors(
    node: dict[str, Any], by_id: dict[str, dict[str, Any]]
) -> list[LinkedAuthor]:
    said = node.get("author") or node.get("creator")
    if isinstance(said, dict) and "@list" in said:
        said = said["@list"]
    values = _resolve_node(said, by_id)
    authors: list[LinkedAuthor] = []
    for value in values if isinstance(values, list) else [values]:
        authors += _read_author(value)
    return authors


def _read_author(value: Any) -> list[LinkedAuthor]:
    names = _list_names(value) if isinstance(value, dict) else value
    is_organisation = isinstance(value, dict) and _has_type(value, _ORGANISATION_TYPE)
    texts = map(read_string, names if isinstance(names, list) else [names])
    return [LinkedAuthor(text, is_organisation) for text in texts if text]


def _list_names(value: dict[str, Any]) -> Any:
    """The name or names of an author, put together where only its parts are given."""
    parts = [read_string(value.get(key)) for key in ("givenName", "familyName")]
    return value.get("name") or " ".join(filter(None, parts))
