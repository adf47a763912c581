"""The filters of a search, and the address that has them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import Promise

from archive.models import ENTRY_KINDS, SUBJECT_ROLES
from archive.text import dates

from ._branches import Branches
from ._choice import Choice, Choices, list_chosen, list_excluded
from ._entry_sets import EntrySets

REPEATED_PARAMETERS = {
    "kind": "kinds",
    "region": "regions",
    "tag": "tags",
    "language": "languages",
    "credit": "credit",
    "source": "source",
    "outlet": "outlets",
}


@dataclass(frozen=True)
class ParameterProblem:
    """A wrong value of an address: its parameter, its beginning, and a message for the
    reader that says what to do."""

    parameter: str
    value: str
    message: str | Promise


@dataclass(frozen=True)
class SearchFilters:
    """What a reader asked for: the words `q`, filters, order and page.

    `role` is "" for the default roles (see `roles`); `credit`, `source` and `outlets`
    (slugs) may be excluded like the other choices. `added` is when an entry came into
    the archive. `narrative` (an id) and `in_basket` (a key, or ids joined by dots) let
    only the entries pass that are in these. What only one view reads travels with the
    filters and is none: `lanes` of the timeline, `change` of the page of changes,
    `rows` and `columns` of the table. So does `basket`, to which a reader adds entries:
    its key, or ids joined by dots.
    The parser fills `branches` with the regions and tags that it looked up, and
    `entry_sets` with narrative and basket, so that queries need not look them up again.
    """

    q: str = ""
    kinds: Choices = ()
    regions: Choices = ()
    role: str = ""
    tags: Choices = ()
    languages: Choices = ()
    credit: Choices = ()
    source: Choices = ()
    outlets: Choices = ()
    date_from: dates.Edtf | None = None
    date_to: dates.Edtf | None = None
    undated: bool = False
    added: dates.Edtf | None = None
    narrative: str = ""
    in_basket: str = ""
    expand: bool = True
    sort: str = ""
    page: int = 1
    lanes: bool = False
    change: str = ""
    rows: str = ""
    columns: str = ""
    basket: str = ""
    branches: Branches = field(default_factory=dict, compare=False, repr=False)
    entry_sets: EntrySets = field(default_factory=dict, compare=False, repr=False)
    problems: tuple[ParameterProblem, ...] = field(default=(), compare=False)
    notices: tuple[str | Promise, ...] = field(default=(), compare=False)

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles in which an entry is of a region; by default all but *published
        in*."""
        return (self.role,) if self.role else SUBJECT_ROLES

    @property
    def is_filtered(self) -> bool:
        """Whether any filter is set; words, order and page are none."""
        return (
            replace(self.without_view(), q="", expand=True, basket="")
            != SearchFilters()
        )

    @property
    def passing_kinds(self) -> frozenset[str]:
        """The kinds of entries that these filters let pass."""
        chosen_kinds = list_chosen(self.kinds) or ENTRY_KINDS
        return frozenset(chosen_kinds) - frozenset(list_excluded(self.kinds))

    def parameters(self) -> list[tuple[str, str]]:
        """The parameters of an address that sets these filters, without defaults."""
        pairs = [("q", self.q)]
        pairs += [
            (name, str(choice))
            for name, field_name in REPEATED_PARAMETERS.items()
            for choice in getattr(self, field_name)
        ]
        pairs += [
            ("role", self.role),
            ("from", _write_date(self.date_from)),
            ("to", _write_date(self.date_to)),
            ("undated", "1" if self.undated else ""),
            ("added", _write_date(self.added)),
            ("narrative", self.narrative),
            ("in_basket", self.in_basket),
            ("expand", "" if self.expand else "0"),
            ("sort", self.sort),
            ("lanes", "1" if self.lanes else ""),
            ("change", self.change),
            ("rows", self.rows),
            ("columns", self.columns),
            ("basket", self.basket),
            ("page", str(self.page) if self.page > 1 else ""),
        ]
        return [(name, value) for name, value in pairs if value]

    def url(self, path: str, **changes: Any) -> str:
        """The address `path` with these filters, some fields changed.

        It leads to page 1, unless `page` is among the changes.
        """
        query = urlencode(self.with_changes(**changes).parameters())
        return f"{path}?{query}" if query else path

    def with_changes(self, **changes: Any) -> SearchFilters:
        """These filters with fields changed, and on page 1 unless `page` is given."""
        changed = {
            name: value
            for name, value in {"page": 1, **changes}.items()
            if getattr(self, name) != value
        }
        # To copy all fields is dear, and pages ask for hundreds of addresses.
        return replace(self, **changed) if changed else self

    def without_view(self) -> SearchFilters:
        """The words and filters alone, without order, page and what only one view
        reads."""
        return self.with_changes(sort="", lanes=False, change="", rows="", columns="")

    def without_basket(self) -> SearchFilters:
        """The same without the reader's basket, on page 1: for addresses that are
        passed on, as of feeds, files and references."""
        return self.with_changes(basket="")

    def choices(self, field: str) -> Choices:
        """The choices of one of the repeated fields."""
        choices: Choices = getattr(self, field)
        return choices

    def without_value(self, field: str, choice: Choice) -> dict[str, Choices]:
        """The keyword for `with_changes` or `url` that takes one choice out of a
        repeated field."""
        return {field: tuple(c for c in self.choices(field) if c != choice)}


def _write_date(date: dates.Edtf | None) -> str:
    return date.text if date else ""
