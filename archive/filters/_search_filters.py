"""The filters of a search, and the address that says them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.utils.functional import Promise

from archive.models import SUBJECT_ROLES
from archive.text import dates

from ._branches import Branches

REPEATED_PARAMETERS = {
    "kind": "kinds",
    "region": "regions",
    "tag": "tags",
    "language": "languages",
    "credit": "credit",
    "source": "source",
}


@dataclass(frozen=True)
class ParameterProblem:
    """A value that could not be read: which parameter, and what to do."""

    parameter: str
    value: str
    message: str | Promise


@dataclass(frozen=True)
class SearchFilters:
    """Filters as typed. A value with `-` in front means without.

    Only the timeline reads `lanes`. The parser fills `branches` with the regions and
    tags that it looked up, so that queries need not look them up again.
    """

    q: str = ""
    kinds: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    role: str = ""
    tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    credit: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    date_from: dates.Edtf | None = None
    date_to: dates.Edtf | None = None
    undated: bool = False
    expand: bool = True
    sort: str = ""
    page: int = 1
    lanes: bool = False
    branches: Branches = field(default_factory=dict, compare=False, repr=False)
    problems: tuple[ParameterProblem, ...] = field(default=(), compare=False)
    notices: tuple[str | Promise, ...] = field(default=(), compare=False)

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles in which a region counts: the three of the subject by default."""
        return (self.role,) if self.role else SUBJECT_ROLES

    @property
    def is_filtered(self) -> bool:
        """Whether anything but words, order and page was asked for."""
        return (
            replace(self, q="", sort="", page=1, expand=True, lanes=False)
            != SearchFilters()
        )

    def parameters(self) -> list[tuple[str, str]]:
        """The pairs that make these filters again, defaults left out."""
        pairs = [("q", self.q)]
        for name, held in REPEATED_PARAMETERS.items():
            pairs += [(name, value) for value in getattr(self, held)]
        pairs += [
            ("role", self.role),
            ("from", self.date_from.text if self.date_from else ""),
            ("to", self.date_to.text if self.date_to else ""),
            ("undated", "1" if self.undated else ""),
            ("expand", "" if self.expand else "0"),
            ("sort", self.sort),
            ("lanes", "1" if self.lanes else ""),
            ("page", str(self.page) if self.page > 1 else ""),
        ]
        return [(name, value) for name, value in pairs if value]

    def url(self, path: str, **changes: Any) -> str:
        """The address of these filters under `path`, with fields changed.

        Any change but of the page itself goes back to page 1.
        """
        query = urlencode(self.but(**changes).parameters())
        return f"{path}?{query}" if query else path

    def but(self, **changes: Any) -> SearchFilters:
        """These filters with fields changed; on page 1, unless that is the change."""
        return replace(self, **{"page": 1, **changes})

    def without(self, name: str, value: str) -> dict[str, tuple[str, ...]]:
        """The change that takes one value out of a repeated field."""
        kept: tuple[str, ...] = tuple(v for v in getattr(self, name) if v != value)
        return {name: kept}
