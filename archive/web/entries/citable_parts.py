"""The parts of an entry that can be cited, and the parameters that choose one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.citations import STYLES, citable_targets
from archive.filters import ParameterProblem
from archive.models import Article, Entry, Passage
from archive.models.prepared_queries import prepare_query
from archive.text.punctuation import join_enumeration
from archive.text.quote_selectors import text_fragment, text_quote_selector

from .article_body import read_public_placements


@dataclass(frozen=True)
class CitablePart:
    """A passage or caption that readers see."""

    anchor: str
    language: str
    text: str


@dataclass(frozen=True)
class QuotedWords:
    """The text of a part, with the selector and link by which others can point to
    it."""

    text: str
    language: str
    selector: str
    link: str


@dataclass(frozen=True)
class StyleLink:
    """A citation style, and the address that shows it."""

    style: str
    name: str
    url: str


def parse_cite_parameters(
    request: HttpRequest, entry: Entry, places: list[CitablePart]
) -> tuple[dict[str, str], list[ParameterProblem]]:
    """The values of `style`, `passage` and `of`, and problems with them."""
    of = citable_targets(entry)
    return parse_known_values(
        request,
        {
            "style": (tuple(STYLES), next(iter(STYLES))),
            "of": (of, of[0]),
            "passage": (("", *(place.anchor for place in places)), ""),
        },
    )


def parse_known_values(
    request: HttpRequest, allowed: dict[str, tuple[tuple[str, ...], str]]
) -> tuple[dict[str, str], list[ParameterProblem]]:
    """Each parameter's value, or its default where the value is unknown; then also a
    problem that lists the known ones."""
    chosen, problems = {}, []
    language = get_language() or "en"
    for name, (values, default) in allowed.items():
        value = request.GET.get(name, "") or default
        chosen[name] = value if value in values else default
        if value not in values:
            right = join_enumeration(filter(None, values), language) or "–"
            message = _("“%(value)s” isn't possible here. Choose one of: %(values)s.")
            message %= {"value": value[:40], "values": right}
            problems.append(ParameterProblem(name, value[:40], message))
    return chosen, problems


def describe_quotation(
    places: list[CitablePart], anchor: str, address: str
) -> QuotedWords | None:
    """The text of a part with selector and link; None for the whole entry."""
    names = [place.anchor for place in places]
    if anchor not in names:
        return None
    at = names.index(anchor)
    before = places[at - 1].text if at else ""
    after = places[at + 1].text if at + 1 < len(places) else ""
    text = places[at].text
    selector = json.dumps(
        text_quote_selector(text, before, after), ensure_ascii=False, indent=2
    )
    link = address.partition("#")[0] + text_fragment(text)
    return QuotedWords(text, places[at].language, selector, link)


def list_citable_parts(entry: Entry) -> list[CitablePart]:
    """The passages and captions of an article that readers see, as they are now."""
    passages = _read_open_passages(entry.pk)
    placed = read_public_placements(entry.pk)
    return [CitablePart(p.anchor, p.language, p.text) for p in passages] + [
        CitablePart(p.anchor, p.photo.language, p.photo.text) for p in placed
    ]


@prepare_query
def _read_open_passages(article: int) -> QuerySet[Passage]:
    is_open = Article.objects.filter(pk=article, text_access="public")
    return Passage.objects.public().filter(article__in=is_open.values("pk"))


def build_style_links(path: str, **parameters: str) -> list[StyleLink]:
    """A link for each style; the other parameters stay."""
    return [
        StyleLink(
            style,
            str(name),
            f"{path}?{urlencode({'style': style} | _drop_empty_values(parameters))}",
        )
        for style, name in STYLES.items()
    ]


def _drop_empty_values(parameters: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in parameters.items() if value}
