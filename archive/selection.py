"""What a reader asked for: address ↔ filters, one parser for every page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import SUBJECT_ROLES, Entry, Region, Tag
from .models.entry import EntryQuerySet
from .text import dates, idcodes

KINDS = ("article", "photo", "source", "event")
ROLES = (*SUBJECT_ROLES, "published_in")
SORTS = ("relevance", "date", "-date", "added")
MOST_VALUES = 40  # of one parameter; what is beyond is not read
MOST_PAGE = 1_000_000


@dataclass(frozen=True)
class Problem:
    """A value that could not be read: which parameter, and what to do."""

    parameter: str
    value: str
    message: str | Promise


@dataclass(frozen=True)
class Selection:
    """Filters as typed. A value with `-` in front means without."""

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
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    @classmethod
    def from_query(cls, query: QueryDict) -> Selection:
        """Read a query string. Unknown parameters are ignored; bad values are
        collected in `problems` and left out."""
        return _Reader(query).selection()

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles in which a region counts: the three of the subject by default."""
        return (self.role,) if self.role else SUBJECT_ROLES

    @property
    def is_filtered(self) -> bool:
        """Whether anything but words, order and page was asked for."""
        return replace(self, q="", sort="", page=1, expand=True) != Selection()

    def parameters(self) -> list[tuple[str, str]]:
        """The pairs that make this selection again, defaults left out."""
        pairs = [("q", self.q)]
        for name, values in (
            ("kind", self.kinds),
            ("region", self.regions),
            ("role", (self.role,)),
            ("tag", self.tags),
            ("language", self.languages),
            ("credit", self.credit),
            ("source", self.source),
        ):
            pairs += [(name, value) for value in values]
        pairs += [
            ("from", self.date_from.text if self.date_from else ""),
            ("to", self.date_to.text if self.date_to else ""),
            ("undated", "1" if self.undated else ""),
            ("expand", "" if self.expand else "0"),
            ("sort", self.sort),
            ("page", str(self.page) if self.page > 1 else ""),
        ]
        return [(name, value) for name, value in pairs if value]

    def url(self, path: str, **changes: Any) -> str:
        """The address of this selection under `path`, with fields changed.

        Any change but of the page itself goes back to page 1.
        """
        changes.setdefault("page", 1)
        other = replace(self, **changes)
        query = urlencode(other.parameters())
        return f"{path}?{query}" if query else path

    def without(self, name: str, value: str) -> dict[str, tuple[str, ...]]:
        """The change that takes one value out of a repeated field."""
        kept: tuple[str, ...] = tuple(v for v in getattr(self, name) if v != value)
        return {name: kept}

    def entries(self, leave_out: str = "") -> EntryQuerySet:
        """Public entries that pass every filter but `q` (and but `leave_out`, the
        name of a field: for drill-sideways facets)."""
        chosen = replace(self, **_empty(leave_out)) if leave_out else self
        return _filtered(chosen)


def _empty(name: str) -> dict[str, Any]:
    return {f.name: f.default for f in fields(Selection) if f.name == name}


def _filtered(chosen: Selection) -> EntryQuerySet:
    entries = Entry.objects.public()
    conditions = (
        _either(chosen.kinds, lambda kind: Q(kind=kind)),
        _either(chosen.languages, _in_language),
        _either(chosen.regions, lambda code: _in_region(code, chosen.roles)),
        _either(chosen.tags, _tagged),
        _either(chosen.credit, lambda name: Q(photo__credit_line__icontains=name)),
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


def _in_region(code: str, roles: tuple[str, ...]) -> Q:
    region = Region.objects.filter(code=code).first()
    if region is None:
        return Q(pk__in=())
    return Q(pk__in=Entry.objects.in_region(region, roles).values("pk"))


def _tagged(key: str) -> Q:
    scheme, _slash, slug = key.partition("/")
    tag = Tag.objects.filter(scheme=scheme, slug=slug).first()
    return Q(pk__in=Entry.objects.tagged(tag).values("pk") if tag else ())


def _resting_on(id_code: str) -> Q:
    """Entries that cite a source which is public itself."""
    sources = Entry.objects.public().filter(kind="source", id_code=id_code)
    citing = Entry.objects.filter(citations__source__in=sources.values("pk"))
    return Q(pk__in=citing.values("pk"))


class _Reader:
    """Reads one query string, collecting what is wrong with it."""

    def __init__(self, query: QueryDict) -> None:
        self.query = query
        self.problems: list[Problem] = []

    def selection(self) -> Selection:
        return Selection(
            q=_clean(self.query.get("q", "")),
            kinds=self.known("kind", dict.fromkeys(KINDS)),
            regions=self.regions(),
            role=self.one("role", ROLES),
            tags=self.tags(),
            languages=self.many("language"),
            credit=self.many("credit"),
            source=self.sources(),
            date_from=self.date("from"),
            date_to=self.date("to"),
            undated=self.query.get("undated", "") == "1",
            expand=self.query.get("expand", "") != "0",
            sort=self.one("sort", SORTS),
            page=self.page(),
            problems=tuple(self.problems),
        )

    def wrong(self, parameter: str, value: str, message: str | Promise) -> None:
        self.problems.append(Problem(parameter, value[:80], message))

    def many(self, name: str) -> tuple[str, ...]:
        values = (_clean(v)[:200] for v in self.query.getlist(name)[:MOST_VALUES])
        return tuple(dict.fromkeys(v for v in values if v.lstrip("-")))

    def known(self, name: str, allowed: Mapping[str, Any]) -> tuple[str, ...]:
        found = []
        for value in self.many(name):
            if value.removeprefix("-") in allowed:
                found.append(value)
            else:
                self.wrong(name, value, _("There is no such value."))
        return tuple(found)

    def one(self, name: str, allowed: tuple[str, ...]) -> str:
        value = _clean(self.query.get(name, ""))
        if value and value not in allowed:
            self.wrong(name, value, _("There is no such value."))
            return ""
        return value

    def regions(self) -> tuple[str, ...]:
        values = tuple(v.upper() for v in self.many("region"))
        codes = [v.removeprefix("-") for v in values]
        there = dict.fromkeys(
            Region.objects.filter(code__in=codes).values_list("code", flat=True)
        )
        for value in values:
            if value.removeprefix("-") not in there:
                self.wrong("region", value, _("There is no region with this code."))
        return tuple(v for v in values if v.removeprefix("-") in there)

    def tags(self) -> tuple[str, ...]:
        values = self.many("tag")
        slugs = [v.rpartition("/")[2] for v in values]
        there = {tag.key for tag in Tag.objects.filter(slug__in=slugs)}
        for value in values:
            if value.removeprefix("-") not in there:
                self.wrong("tag", value, _("There is no tag with this name."))
        return tuple(v for v in values if v.removeprefix("-") in there)

    def sources(self) -> tuple[str, ...]:
        found = []
        for value in self.many("source"):
            try:
                found.append(idcodes.parse(value))
            except idcodes.IdCodeError as error:
                self.wrong("source", value, str(error))
        return tuple(found)

    def date(self, name: str) -> dates.Edtf | None:
        value = _clean(self.query.get(name, ""))
        if not value:
            return None
        try:
            return dates.parse(value)
        except dates.DateError as error:
            self.wrong(name, value, str(error))
            return None

    def page(self) -> int:
        value = _clean(self.query.get("page", "1")) or "1"
        if value.isascii() and value.isdigit() and 0 < int(value[:9]) <= MOST_PAGE:
            return int(value[:9])
        self.wrong("page", value, _("Pages are numbered from 1."))
        return 1


def _clean(value: str) -> str:
    """Without control characters and lone surrogates; surrounding space gone."""
    kept = "".join(c if c.isprintable() else " " for c in value)
    return " ".join(kept.split())
