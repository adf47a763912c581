"""The entries that a narrative or a basket names, as a filter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.models import Basket, Entry, Narrative
from archive.models.readers.basket import KEY_FORM
from archive.text import idcodes

if TYPE_CHECKING:
    from ._search_filters import SearchFilters

# A key, or up to 200 ids.
CARRIED_BASKET = re.compile(KEY_FORM + r"|[0-9a-z]{8}(?:\.[0-9a-z]{8}){0,199}")
IDS_PER_QUERY = 1_000


@dataclass(frozen=True)
class EntrySet:
    """The ids of those entries that readers may see, and the title of the narrative or
    basket, "" where it has none."""

    ids: frozenset[int]
    title: str = ""


EntrySets = dict[tuple[str, str], EntrySet]  # by field of the filters and its value


def load_narrative_set(id_code: str) -> EntrySet | None:
    """The entries of a public narrative as it was published last; None where readers
    know of none with this id. Two queries."""
    public = Narrative.objects.public().with_published().filter(id_code=id_code)
    narrative = public.first()
    if narrative is None:
        return None
    state = json.loads(vars(narrative)["published"])
    codes = [step["entry"] for step in state["steps"]]
    return EntrySet(_find_public_ids(codes), state["title"])


def load_basket_set(carried: str) -> EntrySet | None:
    """The entries of a basket, by its key or by its ids joined by dots; None where no
    basket has this key. Two queries, more for a basket of thousands."""
    if not re.fullmatch(KEY_FORM, carried):
        return EntrySet(_find_public_ids(carried.split(".")))
    basket = Basket.objects.filter(key=carried).first()
    if basket is None:
        return None
    names = [name for name, _note in basket.lines]
    return EntrySet(_find_public_ids(names), basket.title)


SET_LOADERS = {"narrative": load_narrative_set, "in_basket": load_basket_set}


def find_listed_ids(filters: SearchFilters) -> frozenset[int] | None:
    """The ids of the entries that the filters' narrative and basket both name; None
    where they name neither. Queries only where the parser did not look them up."""
    if not (filters.narrative or filters.in_basket):
        return None
    found: frozenset[int] | None = None
    for field, load in SET_LOADERS.items():
        value = getattr(filters, field)
        if not value:
            continue
        known = filters.entry_sets.get((field, value)) or load(value)
        ids = known.ids if known else frozenset()
        found = ids if found is None else found & ids
    return found


def _find_public_ids(names: Iterable[str]) -> frozenset[int]:
    codes = list(dict.fromkeys(filter(None, map(_parse_name, names))))
    found: set[int] = set()
    for start in range(0, len(codes), IDS_PER_QUERY):
        part = codes[start : start + IDS_PER_QUERY]
        entries = Entry.objects.public().filter(id_code__in=part).order_by()
        public = dict(entries.values_list("id_code", "pk"))
        found.update(public.values())
        if gone := set(part) - public.keys():
            merged = Entry.objects.merged().filter(id_code__in=gone).order_by()
            found.update(merged.values_list("merged_into_id", flat=True))
    return frozenset(found)


def _parse_name(name: str) -> str:
    try:
        return idcodes.parse_id_code(name)
    except idcodes.IdCodeError:
        return ""
