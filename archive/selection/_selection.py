"""A selection: its address, and the public entries that pass it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.utils.functional import Promise

from archive.models import (
    SUBJECT_ROLES,
    Entry,
    EntryRegion,
    Photo,
    Tagging,
)
from archive.models.entries.entry import EntryQuerySet
from archive.text import dates

from ._branches import Branches, branches
from ._orders import ordered
from ._reading import Problem, Reader
from ._ties import tied
from ._ways import Way

REPEATED = {
    "kind": "kinds",
    "region": "regions",
    "tag": "tags",
    "language": "languages",
    "credit": "credit",
    "source": "source",
}


@dataclass(frozen=True)
class Selection:
    """Filters as typed. A value with `-` in front means without.

    `lanes` is of the timeline alone; `branches` are those of regions and tags, where a
    query was read: they need not be asked for again.
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
    problems: tuple[Problem, ...] = field(default=(), compare=False)
    notices: tuple[str | Promise, ...] = field(default=(), compare=False)

    @classmethod
    def from_query(cls, query: QueryDict) -> Selection:
        """Read a query string. Unknown parameters are ignored; bad values are
        collected in `problems` and left out."""
        return cls(**Reader(query).fields())

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles in which a region counts: the three of the subject by default."""
        return (self.role,) if self.role else SUBJECT_ROLES

    @property
    def is_filtered(self) -> bool:
        """Whether anything but words, order and page was asked for."""
        return (
            replace(self, q="", sort="", page=1, expand=True, lanes=False)
            != Selection()
        )

    def parameters(self) -> list[tuple[str, str]]:
        """The pairs that make this selection again, defaults left out."""
        pairs = [("q", self.q)]
        for name, held in REPEATED.items():
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
        """The address of this selection under `path`, with fields changed.

        Any change but of the page itself goes back to page 1.
        """
        query = urlencode(self.but(**changes).parameters())
        return f"{path}?{query}" if query else path

    def but(self, **changes: Any) -> Selection:
        """This selection with fields changed; on page 1, unless that is the change."""
        return replace(self, **{"page": 1, **changes})

    def without(self, name: str, value: str) -> dict[str, tuple[str, ...]]:
        """The change that takes one value out of a repeated field."""
        kept: tuple[str, ...] = tuple(v for v in getattr(self, name) if v != value)
        return {name: kept}

    def entries(self, *leave_out: str, way: Way = Way.ANY) -> EntryQuerySet:
        """Public entries that pass every filter but `q` (and but `leave_out`, names
        of fields: for drill-sideways facets).

        To walk, each entry is asked whether it is of a region or tag; else the entries
        of it are collected first.
        """
        chosen = replace(self, **_empty(leave_out)) if leave_out else self
        return _filtered(chosen, way)

    def in_order(self, entries: EntryQuerySet, way: Way = Way.ANY) -> EntryQuerySet:
        """`entries` in the order asked for; without words, relevance is the latest
        addition."""
        return ordered(entries, self.sort, way)


def _empty(names: tuple[str, ...]) -> dict[str, Any]:
    return {f.name: f.default for f in fields(Selection) if f.name in names}


def _filtered(chosen: Selection, way: Way) -> EntryQuerySet:
    entries = Entry.objects.public()
    conditions = (
        _either(chosen.kinds, lambda kind: Q(kind=kind)),
        _either(chosen.languages, _in_language),
        _in_regions(chosen, way),
        _tagged(chosen, way),
        _either(chosen.credit, _credited),
        _either(chosen.source, _resting_on),
    )
    for condition in conditions:
        entries = entries.filter(condition)
    if chosen.undated:
        return entries.undated()
    if chosen.date_from or chosen.date_to:
        begin, end = chosen.date_from, chosen.date_to
        entries = entries.touching(
            begin.earliest if begin else dates.OPEN_EARLIEST,
            end.latest if end else dates.OPEN_LATEST,
        )
    return entries


def _either(values: tuple[str, ...], condition: Any) -> Q:
    wanted, unwanted = Q(), Q()
    for value in values:
        if value.startswith("-"):
            unwanted &= ~condition(value[1:])
        else:
            wanted |= condition(value)
    return wanted & unwanted


def _in_language(code: str) -> Q:
    return Q(language=code) | Q(language__startswith=f"{code}-")


def _in_regions(chosen: Selection, way: Way) -> Q:
    unknown = _unsigned(chosen.regions) - chosen.branches.keys()
    known = chosen.branches | branches(unknown, ())
    values = chosen.regions
    return tied(EntryRegion, "region_id", values, known, way, role=chosen.roles)


def _tagged(chosen: Selection, way: Way) -> Q:
    unknown = _unsigned(chosen.tags) - chosen.branches.keys()
    known = chosen.branches | branches((), unknown)
    return tied(Tagging, "tag_id", chosen.tags, known, way)


def _unsigned(values: tuple[str, ...]) -> set[str]:
    return {value.removeprefix("-") for value in values}


def _credited(name: str) -> Q:
    """Photos whose credit names `name`, however its label is printed."""
    lines = Photo.objects.exclude(credit_line="").order_by()
    printed = lines.values_list("credit_line", flat=True).distinct()
    wanted = name.casefold()
    same = [p for p in printed if Photo(credit_line=p).credit.casefold() == wanted]
    return Q(photo__credit_line__in=same) if same else Q(pk__in=())


def _resting_on(id_code: str) -> Q:
    """Entries that cite a source which is public itself."""
    sources = Entry.objects.public().filter(kind="source", id_code=id_code)
    citing = Entry.objects.filter(citations__source__in=sources.values("pk"))
    return Q(pk__in=citing.values("pk"))
