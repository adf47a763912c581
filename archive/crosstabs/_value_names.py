"""The names of rows and columns in every language of the site."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from django.utils.translation import override

from archive.filters import KIND, LEVELS, OUTLET, REGION, SOURCE, TAG
from archive.models import ENTRY_KINDS, Outlet, RegionName, Source, TagLabel

NAME_LANGUAGES = ("en", "de", "zh-Hans")
NamesByKey = dict[str, dict[str, str]]  # by key, then by language


def load_value_names(dimension: str, keys: Collection[str]) -> NamesByKey:
    """The preferred names of regions, tags and types in English, German and Chinese; a
    source's title and an outlet's name under "" for all languages.

    Keys without a name are absent. At most one query.
    """
    load_names = NAME_LOADERS.get(dimension)
    return load_names(keys) if load_names else {}


def _name_kinds(kinds: Collection[str]) -> NamesByKey:
    return {kind: _name_kind(kind) for kind in kinds}


def _name_kind(kind: str) -> dict[str, str]:
    names = {}
    for language in NAME_LANGUAGES:
        with override(language.lower()):
            names[language] = str(ENTRY_KINDS[kind].plural)
    return names


def _name_regions(codes: Collection[str]) -> NamesByKey:
    regions = RegionName.objects.filter(region__code__in=codes, is_preferred=True)
    rows = regions.filter(language__in=NAME_LANGUAGES).order_by("pk")
    return _group_names(rows.values_list("region__code", "language", "name"))


def _name_tags(keys: Collection[str]) -> NamesByKey:
    slugs = [key.partition("/")[2] for key in keys]
    labels = TagLabel.objects.filter(
        tag__slug__in=slugs, is_preferred=True, language__in=NAME_LANGUAGES
    )
    columns = "tag__scheme", "tag__slug", "language", "label"
    rows = labels.order_by("pk").values_list(*columns)
    named = ((f"{scheme}/{slug}", code, name) for scheme, slug, code, name in rows)
    return _group_names(row for row in named if row[0] in keys)


def _name_sources(codes: Collection[str]) -> NamesByKey:
    sources = Source.objects.public().filter(id_code__in=codes).order_by()
    return {
        code: {"": title} for code, title in sources.values_list("id_code", "title")
    }


def _name_outlets(slugs: Collection[str]) -> NamesByKey:
    outlets = Outlet.objects.filter(slug__in=slugs).order_by()
    return {slug: {"": name} for slug, name in outlets.values_list("slug", "name")}


def _group_names(rows: Iterable[tuple[str, str, str]]) -> NamesByKey:
    names: NamesByKey = {}
    for key, language, name in rows:
        names.setdefault(key, {})[language] = name
    return names


NAME_LOADERS: dict[str, Callable[[Collection[str]], NamesByKey]] = {
    KIND: _name_kinds,
    **dict.fromkeys((REGION, *LEVELS), _name_regions),
    TAG: _name_tags,
    SOURCE: _name_sources,
    OUTLET: _name_outlets,
}
