"""What a source rests on, and what rests on it: one origin, however often told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from archive.models import Citation, Derivation, Entry, Source
from archive.models.entries.entry import EntryQuerySet

MOST_STEPS = 200  # sources of one chain that a page follows
MOST_SHARED = 8  # origins of an entry whose other users are counted
DerivationEdges = dict[int, list[int]]


@dataclass
class ChainStep:
    """A source in a chain. `number` is that of its note, or goes on where the notes
    end; `is_again` where it stands before in the same list with all that is above it;
    `depth` is the longest way to it."""

    source: Source
    number: int
    depth: int = 1
    is_again: bool = False
    above: list[ChainStep] = field(default_factory=list)


@dataclass(frozen=True)
class SourceOrigin:
    """Where a chain begins, as far as the archive knows and shows: the notes that go
    back to it, and how many other public entries do."""

    step: ChainStep
    notes: tuple[int, ...]
    others: int


@dataclass(frozen=True)
class SourceChain:
    """All that an entry rests on. `steps` are what it cites, each with what that rests
    on; `all` each source once, by number."""

    steps: tuple[ChainStep, ...]
    all: tuple[ChainStep, ...]
    origins: tuple[SourceOrigin, ...]
    is_cut: bool

    @property
    def is_deep(self) -> bool:
        """Whether anything rests on something else."""
        return len(self.all) > len(self.steps) or any(step.above for step in self.steps)

    @property
    def is_shared(self) -> bool:
        """Whether several notes, or other entries, go back to one origin."""
        return any(len(o.notes) > 1 or o.others for o in self.origins)


def build_source_chain(entry: Entry, sources: Sequence[Source]) -> SourceChain:
    """What public `sources` rest on, nearest first, each expanded once.

    A query for each step up, one for the sources, and up to three for each of the
    first eight origins. What lies behind a hidden source stays hidden.
    """
    start = [source.pk for source in sources]
    above, is_cut = _load_derivations(set(start), "source_id", "origin_id")
    held = Source.objects.in_bulk({o for group in above.values() for o in group})
    held |= {source.pk: source for source in sources}
    numbers = {pk: number for number, pk in enumerate(start, start=1)}
    for pk in _walk_breadth_first(start, above):
        numbers.setdefault(pk, len(numbers) + 1)
    depths = _compute_depths(start, above)
    once: dict[int, ChainStep] = {}

    def step(pk: int) -> ChainStep:
        if pk in once:
            return ChainStep(held[pk], numbers[pk], depths[pk], is_again=True)
        once[pk] = made = ChainStep(held[pk], numbers[pk], depths[pk])
        made.above = [step(origin) for origin in above.get(pk, ())]
        return made

    steps = tuple(step(pk) for pk in start)
    known = tuple(sorted(once.values(), key=lambda one: one.number))
    origins = _find_origins(entry, start, above, once)
    return SourceChain(steps, known, origins, is_cut)


def list_entries_based_on(source: Entry) -> EntryQuerySet:
    """Public entries that cite the source, or a public one that rests on it."""
    return _list_citing_entries({source.pk, *list_derived_sources(source.pk)})


def list_derived_sources(source: int) -> list[int]:
    """The public sources that rest on one, directly and through others."""
    below, _is_cut = _load_derivations({source}, "origin_id", "source_id")
    return list(dict.fromkeys(pk for group in below.values() for pk in group))


def _list_citing_entries(sources: set[int]) -> EntryQuerySet:
    cited = Citation.objects.filter(source__in=sources).values("entry")
    return Entry.objects.public().filter(pk__in=cited)


def _find_origins(
    entry: Entry, start: list[int], above: DerivationEdges, steps: dict[int, ChainStep]
) -> tuple[SourceOrigin, ...]:
    """The ends of the chain that are not a note's own and only word."""
    notes: defaultdict[int, list[int]] = defaultdict(list)
    for number, pk in enumerate(start, start=1):
        for end in _walk_breadth_first([pk], above):
            if end not in above:
                notes[end].append(number)
    found = []
    for place, (pk, numbers) in enumerate(sorted(notes.items())):
        others = 0
        if place < MOST_SHARED:
            others = (
                list_entries_based_on(steps[pk].source).exclude(pk=entry.pk).count()
            )
        found.append(SourceOrigin(steps[pk], tuple(numbers), others))
    return tuple(sorted(found, key=lambda origin: origin.step.number))


def _load_derivations(
    start: set[int], near: str, far: str
) -> tuple[DerivationEdges, bool]:
    """From each source to the next public ones, a query a step; whether it was cut."""
    public = Entry.objects.public().values("pk")
    found: defaultdict[int, list[int]] = defaultdict(list)
    seen, step = set(start), set(start)
    while step and len(seen) < len(start) + MOST_STEPS:
        rows = Derivation.objects.filter(
            **{f"{near}__in": step, f"{far}__in": public}
        ).order_by("pk")
        step = set()
        for here, there in rows.values_list(near, far)[:MOST_STEPS]:
            found[here].append(there)
            step |= {there} - seen
        seen |= step
    return dict(found), bool(step)


def _walk_breadth_first(start: Iterable[int], above: DerivationEdges) -> list[int]:
    """`start` and all above it, nearest first, each once."""
    found = dict.fromkeys(start)
    step = list(found)
    while step:
        step = [o for here in step for o in above.get(here, ()) if o not in found]
        found |= dict.fromkeys(step)
        step = list(dict.fromkeys(step))
    return list(found)


def _compute_depths(start: list[int], above: DerivationEdges) -> dict[int, int]:
    """The longest way to each source, from 1; at most as many steps as sources, so
    that a cycle which a database was made to hold ends."""
    depths = dict.fromkeys(start, 1)
    for _round in range(len(above) + 1):
        before = dict(depths)
        for here, group in above.items():
            for there in group:
                if here in depths:
                    least = depths.get(there, 0)
                    depths[there] = min(max(least, depths[here] + 1), len(above) + 1)
        if depths == before:
            break
    return depths
