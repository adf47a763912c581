"""Counts all public entries in the database, some thousand ids at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from archive.models.entries.entry import SUBJECT_ROLES, Entry
from archive.models.entries.regions_and_tags import EntryRegion, Tagging
from archive.models.vocabulary.region import Region
from archive.models.vocabulary.tag import Tag

from .month_numbers import get_month_number

IDS_A_PART = 10_000  # ids that are counted in one statement and held in memory
ROLE, REGION, TAG = 0, 1, 2  # what a value is
ReportCounted = Callable[[int, int], object]  # entries counted, entries in all
MonthSpan = tuple[int | None, int | None]
CountedGroup = tuple[
    str, str, MonthSpan, int
]  # value, kind, first and last month, entries

TEMPORARY_TABLES = {
    "recount_day": "day bigint PRIMARY KEY, month bigint",
    "recount_value": "id bigint PRIMARY KEY, tree integer, value text",
    "recount_place": "region_id bigint, role text, value_id bigint, "
    "PRIMARY KEY (region_id, role, value_id)",
    "recount_concept": "tag_id bigint, value_id bigint, PRIMARY KEY (tag_id, value_id)",
    "recount_entry": "id bigint PRIMARY KEY, kind text, first bigint, last bigint",
    "recount_under": "entry_id bigint, value_id bigint, tree integer, "
    "PRIMARY KEY (entry_id, value_id)",
}
WHERE_IN_PART = "e.id > %s AND e.id <= %s"
# A cross join is read from left to right: from the few to what is tied to them.
INSERT_ENTRY_VALUES = """
INSERT INTO recount_under
SELECT DISTINCT e.id, v.id, v.tree FROM recount_entry e
CROSS JOIN {regions} t CROSS JOIN recount_place p CROSS JOIN recount_value v
WHERE {part} AND t.entry_id = e.id AND p.region_id = t.region_id
AND p.role = t.role AND v.id = p.value_id
UNION ALL
SELECT DISTINCT e.id, v.id, v.tree FROM recount_entry e
CROSS JOIN {tags} t CROSS JOIN recount_concept p CROSS JOIN recount_value v
WHERE {part} AND t.entry_id = e.id AND p.tag_id = t.tag_id AND v.id = p.value_id"""
LIST_ENTRIES = """
SELECT e.id, e.kind, e.first, e.last,
COALESCE({array}(u.value_id) FILTER (WHERE u.value_id IS NOT NULL), '[]')
FROM recount_entry e LEFT JOIN recount_under u ON u.entry_id = e.id
WHERE {part} GROUP BY e.id, e.kind, e.first, e.last"""
COUNT_SINGLE_VALUES = """
SELECT u.value_id, e.kind, e.first, e.last, COUNT(*) FROM recount_entry e
CROSS JOIN recount_under u WHERE {part} AND u.entry_id = e.id
GROUP BY u.value_id, e.kind, e.first, e.last"""
COUNT_ALL_ENTRIES = """
SELECT e.kind, e.first, e.last, COUNT(*) FROM recount_entry e WHERE {part}
GROUP BY e.kind, e.first, e.last"""
# The first month of the year in which each begins, and of that in which it ends.
COUNT_PAIRS = """
SELECT r.value_id, t.value_id, e.kind, e.first / 12 * 12, e.last / 12 * 12, COUNT(*)
FROM recount_entry e CROSS JOIN recount_under r CROSS JOIN recount_under t
WHERE {part} AND r.entry_id = e.id AND t.entry_id = e.id
AND r.tree = {region} AND t.tree = {tag}
GROUP BY r.value_id, t.value_id, e.kind, e.first / 12, e.last / 12"""


@dataclass(frozen=True)
class CountedEntry:
    """A public entry, the months that it spans and the values it counts under."""

    pk: int
    kind: str
    first: int | None
    last: int | None
    values: list[str]


@dataclass(frozen=True)
class CountedPart:
    """The public entries with ids over `after` up to `last_id` (the last part: up to
    any), and how many have each value, kind and span."""

    after: int
    last_id: int | None
    entries: list[CountedEntry]
    groups: list[CountedGroup]


class FullCount:
    """Reads all public entries by parts of ids, into temporary tables of the
    connection. It writes nothing else and takes no lock that a save meets."""

    def __init__(self, report: ReportCounted) -> None:
        self._report = report
        self._values: dict[int, str] = {}

    def iterate_parts(self) -> Iterator[CountedPart]:
        """The parts in the order of ids, one at least; six statements a part. What is
        made on the way is gone at the end."""
        with connection.cursor() as self._cursor:
            try:
                self._make_tables()
                total, newest = self._fetch_rows(
                    "SELECT COUNT(*), MAX(id) FROM recount_entry"
                )[0]
                counted, after = 0, 0
                while True:
                    last_id = after + IDS_A_PART
                    part = self._count_part(
                        after, last_id, is_last=last_id >= (newest or 0)
                    )
                    counted += len(part.entries)
                    yield part
                    if total:
                        self._report(counted, total)
                    if part.last_id is None:
                        break
                    after = last_id
            finally:
                self._drop_tables()

    def _count_part(self, after: int, last_id: int, *, is_last: bool) -> CountedPart:
        """The entries and groups of some ids, those of all values with their entries
        before."""
        part = (after, last_id)
        self._cursor.execute("DELETE FROM recount_under")
        names = {"regions": _quote_table(EntryRegion), "tags": _quote_table(Tagging)}
        self._run_statement(INSERT_ENTRY_VALUES, (*part, *part), **names)
        array = "json_group_array"
        if connection.vendor == "postgresql":
            array = "json_agg"
        entries = [
            CountedEntry(pk, kind, first, last, self._name_values(ids))
            for pk, kind, first, last, ids in self._fetch_rows(
                LIST_ENTRIES, part, array=array
            )
        ]
        named = self._values
        groups: list[CountedGroup] = [
            ("", kind, _to_month_span(months), n)
            for kind, *months, n in self._fetch_rows(COUNT_ALL_ENTRIES, part)
        ]
        groups += [
            (named[value], kind, _to_month_span(months), n)
            for value, kind, *months, n in self._fetch_rows(COUNT_SINGLE_VALUES, part)
        ]
        groups += [
            (f"{named[region]} {named[tag]}", kind, _to_month_span(months), n)
            for region, tag, kind, *months, n in self._fetch_rows(COUNT_PAIRS, part)
        ]
        return CountedPart(after, None if is_last else last_id, entries, groups)

    def _name_values(self, ids: str | list[int]) -> list[str]:
        listed = json.loads(ids) if isinstance(ids, str) else ids
        return sorted(self._values[value_id] for value_id in listed)

    def _make_tables(self) -> None:
        """The tables on the way: months of days, values of places, public entries."""
        self._drop_tables()
        for name, columns in TEMPORARY_TABLES.items():
            self._cursor.execute(f"CREATE TEMPORARY TABLE {name} ({columns})")
        public = Entry.objects.public().order_by()
        ends = (
            public.values_list(end).distinct() for end in ("counts_from", "counts_to")
        )
        days = {day for dates in ends for (day,) in dates if day is not None}
        self._fill_table("recount_day", ((day, get_month_number(day)) for day in days))
        self._fill_values()
        rows = public.values_list("pk", "kind", "counts_from", "counts_to")
        sql, parameters = rows.query.sql_with_params()
        self._cursor.execute(
            "INSERT INTO recount_entry SELECT e.pk, e.kind, f.month, l.month "
            f"FROM ({sql}) e LEFT JOIN recount_day f ON f.day = e.counts_from "
            "LEFT JOIN recount_day l ON l.day = e.counts_to",
            parameters,
        )
        if connection.vendor == "postgresql":
            self._cursor.execute(f"ANALYZE {', '.join(TEMPORARY_TABLES)}")

    def _fill_values(self) -> None:
        """What each region in each role, and each concept, is counted under."""
        ids: dict[str, int] = {}
        trees: dict[int, int] = {}
        places, concepts = [], []

        def of(tree: int, prefix: str, path: str, between: str) -> list[int]:
            positions = []
            for value in list_ancestor_values(prefix, path, between):
                positions.append(ids.setdefault(value, len(ids) + 1))
                trees[positions[-1]] = tree
            return positions

        for pk, path in Region.objects.order_by("pk").values_list("pk", "path"):
            subject = of(REGION, "r", path, "/")
            for role in EntryRegion.Role.values:
                under = of(ROLE, role, path, "/")
                under = under + subject if role in SUBJECT_ROLES else under
                places += [(pk, role, value) for value in under]
        for pk, path in Tag.objects.order_by("pk").values_list("pk", "path"):
            concepts += [(pk, value) for value in of(TAG, "t", path, "|")]
        self._values = {pk: value for value, pk in ids.items()}
        self._fill_table(
            "recount_value", ((k, trees[k], v) for k, v in self._values.items())
        )
        self._fill_table("recount_place", places)
        self._fill_table("recount_concept", concepts)

    def _drop_tables(self) -> None:
        for name in TEMPORARY_TABLES:
            self._cursor.execute(f"DROP TABLE IF EXISTS {name}")

    def _fill_table(self, name: str, rows: Iterable[tuple[Any, ...]]) -> None:
        marks = ", ".join(
            ["%s"] * (TEMPORARY_TABLES[name].split(", PRIMARY")[0].count(",") + 1)
        )
        self._cursor.executemany(f"INSERT INTO {name} VALUES ({marks})", list(rows))

    def _run_statement(
        self, sql: str, parameters: tuple[int, ...], **names: str
    ) -> None:
        statement = sql.format(part=WHERE_IN_PART, region=REGION, tag=TAG, **names)
        self._cursor.execute(statement, parameters)

    def _fetch_rows(
        self, sql: str, parameters: tuple[int, ...] = (), **names: str
    ) -> list[Any]:
        self._run_statement(sql, parameters, **names)
        rows: list[Any] = self._cursor.fetchall()
        return rows


def list_ancestor_values(prefix: str, path: str, between: str) -> tuple[str, ...]:
    """The values of a place in a tree and of all above it."""
    return tuple(f"{prefix}:{key}" for key in path.rstrip(between).split(between))


def _to_month_span(months: list[int | None]) -> MonthSpan:
    first, last = months
    return first, last


def _quote_table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
