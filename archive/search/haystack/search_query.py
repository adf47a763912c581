"""The query behind a `SearchQuerySet`: what it collects is looked up by our engines."""

from __future__ import annotations

from typing import Any, NoReturn

from django.utils.tree import Node
from haystack.backends import SPELLING_SUGGESTION_HAS_NOT_RUN, BaseSearchQuery
from haystack.exceptions import MoreLikeThisError
from haystack.inputs import BaseInput

from .conditions import check_conditions, iter_conditions
from .errors import UnsupportedSearchError
from .facet_counts import check_date_facet, check_facet
from .field_registry import TEXT_FIELDS, list_sortable_fields
from .narrow_syntax import escape_value, write_condition


class ArchiveSearchQuery(BaseSearchQuery):
    """Haystack's query for whoosh and tantivy alike. What can't be looked up raises
    `UnsupportedSearchError` where it is asked for, not where it is run. `notices` tell,
    after a run, how the words were read."""

    notices: tuple[str, ...] = ()
    end_offset: int | None
    _hit_count: int | None
    _spelling_suggestion: Any

    def add_filter(self, query_filter: Node, use_or: bool = False) -> None:
        """Add conditions, looked through first."""
        check_conditions(query_filter)
        super().add_filter(query_filter, use_or=use_or)

    def add_order_by(self, field: str) -> None:
        """Order by one field that has an order."""
        name = field.lstrip("-")
        if field != "-score" and name not in list_sortable_fields():
            raise UnsupportedSearchError(
                f"order_by({field!r})",
                f"use one of {', '.join(list_sortable_fields())}, or no order: the "
                "best match comes first",
            )
        if self.order_by:
            raise UnsupportedSearchError(
                "order_by() with two fields", "use one: equal ones stand by their id"
            )
        super().add_order_by(field)

    def add_field_facet(self, field: str, **options: Any) -> None:
        """Count the values of a field."""
        check_facet(field, options)
        super().add_field_facet(field, **options)

    def add_date_facet(
        self,
        field: str,
        start_date: Any,
        end_date: Any,
        gap_by: str,
        gap_amount: int = 1,
    ) -> None:
        """Count by year, month or day."""
        details = {
            "start_date": start_date,
            "end_date": end_date,
            "gap_by": gap_by,
            "gap_amount": gap_amount,
        }
        check_date_facet(field, details)
        super().add_date_facet(field, start_date, end_date, gap_by, gap_amount)

    def add_highlight(self, **options: Any) -> None:
        """Mark what was searched for, by `<mark>`."""
        if options:
            raise UnsupportedSearchError(
                f"highlight({', '.join(options)}=…)",
                "use highlight(), which marks with <mark>, and a style sheet",
            )
        super().add_highlight()

    def add_query_facet(self, field: str, query: str) -> NoReturn:
        """Refused."""
        raise UnsupportedSearchError(
            "query_facet()", "use filter(…).count() for each, or facet()"
        )

    def add_boost(self, term: str, boost_value: float) -> NoReturn:
        """Refused."""
        raise UnsupportedSearchError(
            "boost()", "use order_by(); words in titles count more by themselves"
        )

    def add_stats_query(self, stats_field: str, stats_facets: Any) -> NoReturn:
        """Refused."""
        raise UnsupportedSearchError("stats()", "use facet() or date_facet()")

    def add_within(self, field: str, point_1: Any, point_2: Any) -> NoReturn:
        """Refused."""
        raise UnsupportedSearchError("within()", "use filter(regions='CN-XJ')")

    def add_dwithin(self, field: str, point: Any, distance: Any) -> NoReturn:
        """Refused."""
        raise UnsupportedSearchError("dwithin()", "use filter(regions='CN-XJ')")

    def add_distance(self, field: str, point: Any) -> NoReturn:
        """Refused."""
        raise UnsupportedSearchError("distance()", "use filter(regions='CN-XJ')")

    def raw_search(self, query_string: str, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise UnsupportedSearchError("raw_search()", "use auto_query() or filter()")

    def build_query_fragment(self, field: str, filter_type: str, value: Any) -> str:
        """One condition as text, as `narrow()` reads it."""
        return write_condition(field, filter_type, value)

    def clean(self, query_fragment: Any) -> Any:
        """A value as it may stand between quotation marks in `narrow()`."""
        if isinstance(query_fragment, str):
            return escape_value(query_fragment)
        return query_fragment

    def get_count(self) -> int:
        """How many there are; loads none of them."""
        if self._hit_count is None:
            only_count = {"end_offset": 0, "facets": {}, "date_facets": {}}
            self._hit_count = self._look_up(start_offset=0, **only_count)["hits"]
        count: int = self._hit_count
        return count

    def run(self, spelling_query: str | None = None, **kwargs: Any) -> None:
        """Look it up, and keep results, total and counts."""
        results = self._look_up(**kwargs)
        self._results = results["results"]
        self._hit_count = results["hits"]
        self._facet_counts = results["facets"]
        self.notices = results["notices"]

    def run_mlt(self, **kwargs: Any) -> None:
        """Look up what is like an entry, among what the conditions let through."""
        if self._mlt_instance is None:
            raise MoreLikeThisError("more_like_this() was given no entry.")
        self.run(**kwargs)

    def _look_up(self, **changes: Any) -> dict[str, Any]:
        arguments = {**self.build_params(), **changes}
        arguments["conditions"] = self.query_filter
        results: dict[str, Any]
        if self._more_like_this:
            like = self._mlt_instance
            results = self.backend.more_like_this(like, self.build_query(), **arguments)
        else:
            results = self.backend.search(self.build_query(), **arguments)
        return results

    def get_facet_counts(self) -> dict[str, Any]:
        """The counts; where nothing was looked up yet, without results."""
        if self._facet_counts is None and self.end_offset is None:
            self.end_offset = self.start_offset
        counts: dict[str, Any] = super().get_facet_counts()
        return counts

    def get_spelling_suggestion(self, preferred_query: str | None = None) -> str | None:
        """Another spelling of the words, where these find nothing and it finds
        something; else None."""
        words = preferred_query or self.spelling_query or self._list_words()
        if preferred_query or (
            self._spelling_suggestion is SPELLING_SUGGESTION_HAS_NOT_RUN
            or self._spelling_suggestion is None
        ):
            self._spelling_suggestion = self.backend.suggest_spelling(
                words, models=self.models
            )
        suggestion: str | None = self._spelling_suggestion
        return suggestion

    def _list_words(self) -> str:
        """The words of all conditions on texts."""
        texts = [
            str(value.query_string if isinstance(value, BaseInput) else value)
            for field, lookup, value in iter_conditions(self.query_filter)
            if field in TEXT_FIELDS and lookup != "in"
        ]
        return " ".join(texts)
