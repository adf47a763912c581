"""What a selection counts, from the tallies where they hold it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Exists, OuterRef, Q

from archive.models import Entry, OutboxRow, Tallied, Tally
from archive.models.tally import ALL, BOTH, UNDATED, tallied_now

from ._reading import KINDS
from ._selection import Selection

Months = Counter[tuple[int, str]]  # (month, `starts` or `ends`) → entries
LEAST = 5_000  # entries; below it counting them one by one is as quick
WALKED = 50  # entries of a page
MOST_WAITING = 2_000  # entries in the outbox; beyond it the entries are counted


@dataclass(frozen=True)
class Counted:
    """Entries by the month in which they begin and end, each a `month_number`."""

    starts: Counter[int]
    ends: Counter[int]
    undated: int
    total: int


@dataclass(frozen=True)
class Place:
    """A region's entries by kind and month, and their concepts."""

    by_kind: dict[str, Counted]
    tags: dict[str, int]


class Tallies:
    """The tallies of some kinds, put right by what the outbox knows and they do not.

    The entries that wait there are taken out as they were counted and counted as they
    are now, as are those whose embargo is over and that nobody counted yet: so the
    numbers are exact at every moment. Three queries, one for each line, and one more
    where something waits.
    """

    def __init__(self, kinds: frozenset[str]) -> None:
        self.kinds = kinds
        totals = Tally.objects.filter(month=ALL).order_by()
        self._totals = list(totals.values_list("value", "kind", "starts"))
        held = sum(n for value, _kind, n in self._totals if not value)
        self.is_usable = held >= LEAST and len(self._waiting) <= MOST_WAITING

    def line(self, value: str) -> Counted:
        """The months of one value."""
        rows = Tally.objects.filter(value=value, kind__in=self.kinds).order_by()
        change = Months()
        for month, starts, ends in rows.values_list("month", "starts", "ends"):
            change[month, "starts"] += starts
            change[month, "ends"] += ends
        for row, sign in self._changes:
            for (key, part), n in row.counts(sign).items():
                if key[0] == value:
                    change[key[2], part] += n
        return _counted(change)

    def of_place(self, code: str, role: str) -> Place:
        """The months of a region in one role, or ("") as subject, by kind; as subject
        also the concepts of its entries. One query."""
        value = f"{role or 'r'}:{code}"
        asked = [] if role else [f"{value} t:{key}" for key in self.totals("t:")]
        rows = Tally.objects.filter(
            Q(value=value) | Q(value__in=asked, month=BOTH), kind__in=self.kinds
        )
        months = {kind: Months() for kind in self.kinds}
        tags: Counter[str] = Counter()
        for key, kind, month, starts, ends in rows.order_by().values_list(
            "value", "kind", "month", "starts", "ends"
        ):
            if month == BOTH:
                tags[key.partition(" t:")[2]] += starts
            else:
                months[kind][month, "starts"] += starts
                months[kind][month, "ends"] += ends
        for row, sign in self._changes:
            for ((of, _kind, month), part), n in row.counts(sign).items():
                if of == value:
                    months[row.kind][month, part] += n
                elif month == BOTH and of.startswith(f"{value} t:"):
                    tags[of.partition(" t:")[2]] += n
        return Place(
            {kind: _counted(held) for kind, held in months.items()},
            {key: n for key, n in tags.items() if n},
        )

    def kinds_total(self) -> dict[str, int]:
        """Entries by kind."""
        found = Counter({k: n for value, k, n in self._totals if not value})
        for row, sign in self._changes:
            found[row.kind] += sign
        return dict(found)

    @property
    def number(self) -> int:
        """How many entries there are of all kinds, as last counted."""
        return sum(n for value, _kind, n in self._totals if not value)

    def totals(self, prefix: str) -> dict[str, int]:
        """Entries by value, of all values that begin so (`r:`, a role with `:`, or
        `t:`), prefix off."""
        held = self._grouped.get(prefix.rstrip(":"), {})
        return {key: n for key, n in held.items() if n}

    @cached_property
    def _grouped(self) -> dict[str, dict[str, int]]:
        """The totals by what stands before the colon of a value, and after it."""
        found: dict[str, dict[str, int]] = {}
        rows = [(v, n) for v, kind, n in self._totals if v and kind in self.kinds]
        rows += [(v, sign) for row, sign in self._changes for v in row.values]
        for value, n in rows:
            prefix, _colon, key = value.partition(":")
            held = found.setdefault(prefix, {})
            held[key] = held.get(key, 0) + n
        return found

    def is_broad(self, selection: Selection) -> bool:
        """Whether walking the line until a page is full takes fewer steps than
        collecting what is of its rarest region or tag, as last counted."""
        held: Counter[str] = Counter()
        for value, _kind, n in self._totals:
            held[value] += n
        every = held[""]
        chosen = [held[f"r:{code}"] for code in selection.regions if code[0] != "-"]
        chosen += [held[f"t:{key}"] for key in selection.tags if key[0] != "-"]
        expected = float(every)
        for number in chosen:
            expected *= number / every
        return bool(chosen) and every * WALKED < expected * min(chosen)

    def most(self, prefix: str, number: int) -> list[str]:
        """The values that most entries of all kinds have, as last counted."""
        found: Counter[str] = Counter()
        for value, _kind, n in self._totals:
            if value.startswith(prefix):
                found[value[len(prefix) :]] += n
        return [value for value, _n in found.most_common(number)]

    @cached_property
    def _waiting(self) -> set[int]:
        rows = OutboxRow.objects.due().order_by().values_list("entry_id", flat=True)
        return set(rows.distinct()[: MOST_WAITING + 1])

    @cached_property
    def _changes(self) -> list[tuple[Tallied, int]]:
        """What is counted and should not be, and what is not and should."""
        gone = Tallied.objects.filter(pk__in=self._waiting, kind__in=self.kinds)
        before = [(row, -1) for row in gone] if self._waiting else []
        return [*before, *((row, 1) for row in self._counted_now())]

    def _counted_now(self) -> list[Tallied]:
        counted = Tallied.objects.filter(pk=OuterRef("pk"))
        now = Q(~Exists(counted), embargo_until__isnull=False)
        if self._waiting:
            now |= Q(pk__in=self._waiting)
        return tallied_now(Entry.objects.public().filter(now, kind__in=self.kinds))


def _counted(change: Months) -> Counted:
    return Counted(
        Counter({m: n for (m, p), n in change.items() if p == "starts" and m >= 0}),
        Counter({m: n for (m, p), n in change.items() if p == "ends" and m >= 0}),
        change[UNDATED, "starts"],
        change[ALL, "starts"],
    )


def place_tallies(selection: Selection) -> Tallies | None:
    """The tallies where they count what a selection finds in each place: it asks for
    kinds and one role at most."""
    bare = replace(selection, role="", regions=())
    is_more = bare.tags or bare.date_from or bare.date_to or bare.undated
    return None if is_more else tallies(bare)


def tallies(selection: Selection) -> Tallies | None:
    """The tallies of the kinds that a selection looks at; None where it asks for what
    they do not tell apart (words, roles, languages, credits, sources), where they are
    few, or where too much waits."""
    if (selection.q or selection.role or selection.languages or selection.credit
            or selection.source):  # fmt: skip
        return None
    found = Tallies(_kinds(selection))
    return found if found.is_usable else None


def value_of(selection: Selection) -> str | None:
    """The value under which the tallies hold what a selection asks for: all, one
    region, or one tag; None for anything else."""
    chosen = [f"r:{code}" for code in selection.regions]
    chosen += [f"t:{key}" for key in selection.tags]
    if len(chosen) > 1 or any(value[2] == "-" for value in chosen):
        return None
    return chosen[0] if chosen else ""


def _kinds(selection: Selection) -> frozenset[str]:
    wanted = {kind for kind in selection.kinds if not kind.startswith("-")}
    unwanted = {kind[1:] for kind in selection.kinds if kind.startswith("-")}
    return frozenset((wanted or set(KINDS)) - unwanted)
