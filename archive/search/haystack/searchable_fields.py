"""Fields that Haystack filters, sorts and counts by → columns of our index."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, F, Model, QuerySet, Value
from django.db.models.functions import Concat

from archive.models import Region, Source, Tag
from archive.search.engines.protocol import ColumnCount, SearchRequest
from archive.search.engines.query_tree import (
    ColumnBetween,
    ColumnIn,
    MatchNone,
    Or,
    QueryNode,
)
from archive.search.index.live_index import evaluate_request, find_hidden_ids
from archive.search.query.index_filters import build_date_overlap
from archive.text.dates import OPEN_EARLIEST, OPEN_LATEST

from .day_values import Bounds, read_days, read_moments
from .errors import UnsupportedSearchError

CountsByValue = dict[int | str, int]
EQUAL_LOOKUPS = ("content", "exact")
WORD_LOOKUPS = (*EQUAL_LOOKUPS, "in", "contains", "startswith")
ORDER_LOOKUPS = (*EQUAL_LOOKUPS, "in", "gt", "gte", "lt", "lte", "range")


class SearchableField(ABC):
    """What can be asked of a field. `lookups` are Haystack's; `sort_column` and
    `count_column` are "" where it can't be sorted or counted by."""

    lookups: tuple[str, ...] = ()
    sort_column = ""
    count_column = ""

    @abstractmethod
    def build_node(self, lookup: str, value: Any) -> QueryNode:
        """The condition of one of the lookups. Raises `UnsupportedSearchError`."""

    def name_counts(self, counted: CountsByValue) -> CountsByValue:
        """Counts by value as Haystack shows them; what nobody may see is left out."""
        return counted


class WordField(SearchableField):
    """A column of one word, such as the kind."""

    lookups = WORD_LOOKUPS

    def __init__(self, column: str, count_column: str = "") -> None:
        self.column = column
        self.count_column = count_column or column

    def build_node(self, lookup: str, value: Any) -> QueryNode:
        """The word itself, or words that hold it or begin so: these are read from the
        index first."""
        if lookup in (*EQUAL_LOOKUPS, "in"):
            return _match_any(self.column, _list_texts(value))
        text = str(value)
        count = ColumnCount(self.column, "")
        request = SearchRequest(size=0, counts=(count,), hidden=find_hidden_ids())
        words = sorted(map(str, evaluate_request(request).counts[0]))
        if lookup == "startswith":
            return _match_any(self.column, [w for w in words if w.startswith(text)])
        return _match_any(self.column, [w for w in words if text in w])


class CreditField(WordField):
    """Names of credits, in capitals or not."""

    def build_node(self, lookup: str, value: Any) -> QueryNode:
        """As for any word, case folded."""
        if lookup == "in":
            value = [text.casefold() for text in _list_texts(value)]
        else:
            value = str(value).casefold()
        return super().build_node(lookup, value)

    def name_counts(self, counted: CountsByValue) -> CountsByValue:
        """Each name once, as most print it."""
        names: dict[str, str] = {}
        counts: CountsByValue = {}
        for name in sorted(map(str, counted), key=lambda n: (-counted[n], n)):
            common = names.setdefault(name.casefold(), name)
            counts[common] = counts.get(common, 0) + counted[name]
        return counts


class KeyField(SearchableField):
    """A column of records: regions by code, tags as `scheme/slug`, sources by id. What
    stands below a region or tag counts with it."""

    lookups = WORD_LOOKUPS

    def __init__(self, column: str, model: type[Model]) -> None:
        self.column = self.count_column = column
        self.model = model

    def build_node(self, lookup: str, value: Any) -> QueryNode:
        """One query for the ids of the records that are meant."""
        if lookup in (*EQUAL_LOOKUPS, "in"):
            meant = self._records().filter(reference__in=_list_texts(value))
        else:
            meant = self._records().filter(**{f"reference__{lookup}": str(value)})
        return _match_any(
            self.column, meant.order_by("pk").values_list("pk", flat=True)
        )

    def name_counts(self, counted: CountsByValue) -> CountsByValue:
        """By code, key or id; one query. Sources that are not public have no name."""
        named = self._records().order_by("pk").values_list("pk", "reference")
        return {name: counted[pk] for pk, name in named if pk in counted}

    def _records(self) -> QuerySet[Any]:
        if self.model is Source:
            return Source.objects.public().annotate(reference=F("id_code"))
        if self.model is Tag:
            key = Concat("scheme", Value("/"), "slug", output_field=CharField())
            return Tag.objects.listed().annotate(reference=key)
        return Region.objects.listed().annotate(reference=F("code"))


class NumberField(SearchableField):
    """A column of one number that is ordered: a day or a moment."""

    lookups = ORDER_LOOKUPS

    def __init__(self, column: str, *, is_moment: bool = False) -> None:
        self.column = self.sort_column = column
        self._read = read_moments if is_moment else read_days

    def build_node(self, lookup: str, value: Any) -> QueryNode:
        """The numbers between the bounds of what was given."""
        if lookup == "in":
            nodes = tuple(self.build_node("exact", one) for one in _as_list(value))
            return Or(nodes) if nodes else MatchNone()
        low, high = choose_bounds(lookup, value, self._read)
        return self.build_between(low, high)

    def build_between(self, low: int | None, high: int | None) -> QueryNode:
        """From a number to another, both included."""
        return ColumnBetween(self.column, low, high)


class DateField(NumberField):
    """When something happened, as sources state it: an entry matches where its date may
    fall on a day that is asked for, as on our pages."""

    def __init__(self) -> None:
        super().__init__("dated")

    def build_between(self, low: int | None, high: int | None) -> QueryNode:
        """What may fall on a day of these."""
        earliest = OPEN_EARLIEST if low is None else low
        return build_date_overlap(earliest, OPEN_LATEST if high is None else high)


def choose_bounds(lookup: str, value: Any, read: Any) -> tuple[int | None, int | None]:
    """What a lookup lets through, as numbers; None is open."""
    if lookup == "range":
        pair = _as_list(value)
        if len(pair) != 2:
            raise UnsupportedSearchError("A range", "give it two ends: (first, last)")
        ends: list[Bounds] = [read(end) for end in pair]
        return ends[0][0], ends[1][1]
    first, last = read(value)
    return {
        "gt": (last + 1, None),
        "gte": (first, None),
        "lt": (None, first - 1),
        "lte": (None, last),
    }.get(lookup, (first, last))


def _match_any(column: str, values: Iterable[int | str]) -> QueryNode:
    conditions = tuple(values)
    return ColumnIn(column, conditions) if conditions else MatchNone()


def _as_list(value: Any) -> list[Any]:
    is_one = isinstance(value, str) or not isinstance(value, Iterable)
    return [value] if is_one else list(value)


def _list_texts(value: Any) -> list[str]:
    return [str(one) for one in _as_list(value)]
