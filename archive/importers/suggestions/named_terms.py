"""Regions and tags whose names a text says, in any language of the vocabulary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import get_language

from archive.models import NameForm, Region, Tag
from archive.text.names import list_query_forms
from archive.text.punctuation import join_enumeration

MOST_CHARACTERS = 60_000  # of a text that are looked at
MOST_WORDS = 4  # of a name
MOST_TERMS = 16  # regions, and tags, of a text
LONGEST_HAN_NAME = 8  # characters
FORMS_PER_QUERY = 5_000
_WORDS = re.compile(r"[\u3400-\u9fff]+|[^\W\d_\u3400-\u9fff]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SENTENCES = re.compile(r"[.!?:;,\n。！？：；，、()«»“”„\"]+")


@dataclass
class NamedTerms:
    """Keys of the regions and tags that a text names, with how often."""

    regions: Counter[int] = field(default_factory=Counter)
    tags: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True)
class PlacedRegion:
    """A region with the names of those above it, from the country on."""

    region: Region
    name: str
    path: str


def find_named_terms(texts: Sequence[str]) -> list[NamedTerms]:
    """What each text names. A name of a place counts only with a capital letter, where
    its script has any; of several regions of one name all are found.

    A query for each 5,000 forms of all words: one for about 500 words.
    """
    runs = [list(_list_runs(text[:MOST_CHARACTERS])) for text in texts]
    terms_of = _look_up(
        {form for some in runs for forms, _run in some for form in forms}
    )
    found = []
    for some in runs:
        named = NamedTerms()
        for forms, word in some:
            regions, tags = _find_nearest(forms, terms_of)
            if not word[:1].islower():
                named.regions.update(regions)
            named.tags.update(tags)
        found.append(named)
    return found


def _find_nearest(
    forms: Iterable[str], terms_of: dict[str, tuple[set[int], set[int]]]
) -> tuple[set[int], set[int]]:
    """The terms of the first form that is a name: those called exactly so come before
    those whose endings differ."""
    return next((terms_of[form] for form in forms if form in terms_of), (set(), set()))


def _list_runs(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every run of words that could be a name: its forms, and its first word."""
    for sentence in _SENTENCES.split(text):
        words = _WORDS.findall(sentence)
        for start, word in enumerate(words):
            if _HAN.match(word):
                yield from _list_han_runs(word)
                continue
            for end in range(start + 1, min(start + MOST_WORDS, len(words)) + 1):
                forms = list_query_forms(words[start:end])
                yield (*forms.exact, *forms.other), word


def _list_han_runs(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Chinese is written without spaces: every part of two to eight characters."""
    for start in range(len(text)):
        for end in range(start + 2, min(start + LONGEST_HAN_NAME, len(text)) + 1):
            part = text[start:end]
            yield list_query_forms([part]).exact, part


def _look_up(forms: Collection[str]) -> dict[str, tuple[set[int], set[int]]]:
    """The keys of regions and tags by their forms."""
    found: dict[str, tuple[set[int], set[int]]] = {}
    listed = sorted(forms)
    for start in range(0, len(listed), FORMS_PER_QUERY):
        rows = NameForm.objects.filter(form__in=listed[start : start + FORMS_PER_QUERY])
        rows = rows.filter(tag_label__tag__merged_into=None).order_by()
        for form, tag, region in rows.values_list(
            "form", "tag_label__tag_id", "region_name__region_id"
        ):
            regions, tags = found.setdefault(form, (set(), set()))
            (tags if region is None else regions).add(tag or region)
    return found


def place_regions(keys: Collection[int]) -> list[PlacedRegion]:
    """Regions with their paths in the interface's language, in the order of `keys`;
    three queries."""
    language = get_language() or "en"
    regions = Region.objects.in_bulk(list(keys))
    codes = {code for region in regions.values() for code in region.path.split("/")}
    read = Region.objects.filter(code__in=codes).with_names(language)
    names = {region.code: region.name(language) for region in read}
    return [
        PlacedRegion(region, names[region.code], _name_path(region, names, language))
        for key in keys
        if (region := regions.get(key))
    ]


def _name_path(region: Region, names: dict[str, str], language: str) -> str:
    above = region.path.split("/")[:-2]
    return join_enumeration((names[code] for code in reversed(above)), language)


def list_suggested_regions(named: NamedTerms, known: Collection[int]) -> list[int]:
    """Keys of the regions that a text names and an entry does not have, most often
    named first."""
    keys = [key for key, _count in named.regions.most_common() if key not in known]
    return keys[:MOST_TERMS]


def list_suggested_tags(named: NamedTerms, known: Collection[int]) -> list[Tag]:
    """The tags that a text names and an entry does not have, most often named first;
    two queries."""
    keys = [key for key, _count in named.tags.most_common() if key not in known]
    tags = Tag.objects.prefetch_related("labels").in_bulk(keys[:MOST_TERMS])
    return [tags[key] for key in keys if key in tags]
