"""A selection's filters, as conditions on the columns of the index."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from archive.models import SUBJECT_ROLES, Entry, Region, Source, Tag
from archive.search.engines.protocol import Filter
from archive.search.engines.query_tree import (
    Among,
    And,
    Between,
    Missing,
    Node,
    Not,
    Nothing,
    Or,
)
from archive.selection import Selection
from archive.text.dates import OPEN_EARLIEST, OPEN_LATEST

Condition = Callable[[str], Node]


def filters(selection: Selection) -> tuple[Filter, ...]:
    """One filter for each field that is set, in a group of the field's name (`date`
    for all three of dates); at most a query for each of regions, tags and sources."""
    of = {
        "kinds": _among("kind"),
        "regions": _regions(selection),
        "tags": _tags(selection),
        "languages": _in_language,
        "credit": lambda name: Among("credited", (name.casefold(),)),
        "source": _sources(selection),
    }
    found = [
        Filter(field, _either(getattr(selection, field), condition))
        for field, condition in of.items()
        if getattr(selection, field)
    ]
    dated = _dated(selection)
    return (*found, *([Filter("date", dated)] if dated else ()))


def region_column(selection: Selection) -> str:
    """The column of the regions in the roles that the selection looks at."""
    return "regions" if selection.roles == SUBJECT_ROLES else selection.roles[0]


def touching(earliest: int, latest: int) -> Node:
    """What may fall on a day from `earliest` to `latest`, as `EntryQuerySet.touching`
    says it: a date with an open end counts at its known end only."""
    opens, stays = Among("earliest", (OPEN_EARLIEST,)), Among("latest", (OPEN_LATEST,))
    closed = And(
        (
            Not(opens),
            Not(stays),
            Between("earliest", None, latest),
            Between("latest", earliest, None),
        )
    )
    return Or(
        (
            closed,
            And((opens, Between("latest", earliest, latest))),
            And((stays, Between("earliest", earliest, latest))),
        )
    )


def _dated(selection: Selection) -> Node | None:
    begin, end = selection.date_from, selection.date_to
    if selection.undated:
        return Missing("earliest")
    if not begin and not end:
        return None
    return touching(
        begin.earliest if begin else OPEN_EARLIEST, end.latest if end else OPEN_LATEST
    )


def _either(values: Iterable[str], condition: Condition) -> Node:
    """One of the wanted values, and none of those with `-` in front."""
    wanted = [condition(v) for v in values if not v.startswith("-")]
    unwanted = [Not(condition(v[1:])) for v in values if v.startswith("-")]
    return And((*([Or(tuple(wanted))] if wanted else ()), *unwanted))


def _among(column: str) -> Condition:
    return lambda value: Among(column, (value,))


def _in_language(code: str) -> Node:
    """The language with its variants: `de` holds `de-CH`."""
    if "-" not in code:
        return Among("base_language", (code,))
    narrower = Entry.objects.public().filter(language__startswith=f"{code}-")
    codes = narrower.order_by().values_list("language", flat=True).distinct()
    return Among("language", (code, *codes))


def _keyed(column: str, keys: dict[str, int]) -> Condition:
    return lambda value: Among(column, (keys[value],)) if value in keys else Nothing()


def _bare(values: Iterable[str]) -> list[str]:
    return [value.removeprefix("-") for value in values]


def _regions(selection: Selection) -> Condition:
    codes = _bare(selection.regions)
    found = Region.objects.filter(code__in=codes).order_by() if codes else ()
    return _keyed(region_column(selection), {r.code: r.pk for r in found})


def _tags(selection: Selection) -> Condition:
    slugs = [key.partition("/")[2] for key in _bare(selection.tags)]
    found = Tag.objects.filter(slug__in=slugs).order_by() if slugs else ()
    return _keyed("tags", {tag.key: tag.pk for tag in found})


def _sources(selection: Selection) -> Condition:
    """Sources that are public themselves: a confidential one finds nothing."""
    codes = _bare(selection.source)
    shown = Source.objects.public().filter(id_code__in=codes).order_by()
    return _keyed("sources", {s.id_code: s.pk for s in shown} if codes else {})
