"""What sources are based on, so that readers see where many reports have one origin."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from archive.models import Citation, Derivation, Entry, Source
from archive.models.entries.entry import EntryQuerySet
from archive.models.prepared_queries import prepare_query

MOST_STEPS = 200  # sources of one chain that a page follows
MOST_SHARED = 8  # origins of an entry whose other users are counted
DerivationEdges = dict[int, list[int]]


@dataclass
class ChainStep:
    """A source in a chain, with the sources it is based on (`origins`).

    `number` is that of its note, or continues after the notes. `is_again` where it
    appeared earlier in the list. `depth` is the longest way from the entry.
    """

    source: Source
    number: int
    depth: int = 1
    is_again: bool = False
    origins: list[ChainStep] = field(default_factory=list)


@dataclass(frozen=True)
class SourceOrigin:
    """The first source of a chain, as far as the archive knows: the `notes` that go
    back to it, and how many `other_entries` (public entries) do."""

    step: ChainStep
    notes: tuple[int, ...]
    other_entries: int


@dataclass(frozen=True)
class SourceChain:
    """Everything that an entry is based on.

    `steps` are the sources it cites, with theirs below; `sources` has each source once,
    by number; `is_cut` where the chain is too long to follow.
    """

    steps: tuple[ChainStep, ...]
    sources: tuple[ChainStep, ...]
    origins: tuple[SourceOrigin, ...]
    is_cut: bool

    @property
    def is_deep(self) -> bool:
        """Whether a source is based on another."""
        return len(self.sources) > len(self.steps) or any(
            step.origins for step in self.steps
        )

    @property
    def is_shared(self) -> bool:
        """Whether several notes, or other entries, go back to one origin."""
        return any(len(o.notes) > 1 or o.other_entries for o in self.origins)


def build_source_chain(entry: Entry, sources: Sequence[Source]) -> SourceChain:
    """The chain of the public `sources`, nearest first; each source is expanded once.

    One query for each step up, one for the sources, one for each step down from the
    first eight origins, one that counts, and one more for each of these on which
    another source is based. Nothing behind a hidden source is shown.
    """
    start = [source.pk for source in sources]
    above, is_cut = _load_derivations(set(start), _read_origins)
    sources_by_id = Source.objects.in_bulk(
        {o for group in above.values() for o in group}
    )
    sources_by_id |= {source.pk: source for source in sources}
    numbers = {pk: number for number, pk in enumerate(start, start=1)}
    for pk in _walk_breadth_first(start, above):
        numbers.setdefault(pk, len(numbers) + 1)
    depths = _compute_depths(start, above)
    once: dict[int, ChainStep] = {}

    def step(pk: int) -> ChainStep:
        if pk in once:
            return ChainStep(sources_by_id[pk], numbers[pk], depths[pk], is_again=True)
        once[pk] = chain_step = ChainStep(sources_by_id[pk], numbers[pk], depths[pk])
        chain_step.origins = [step(origin) for origin in above.get(pk, ())]
        return chain_step

    steps = tuple(step(pk) for pk in start)
    ordered_steps = tuple(sorted(once.values(), key=lambda one: one.number))
    origins = _find_origins(entry, start, above, once)
    return SourceChain(steps, ordered_steps, origins, is_cut)


def list_entries_based_on(source: Entry) -> EntryQuerySet:
    """Public entries that cite the source, or a public source based on it."""
    return _list_citing_entries({source.pk, *list_derived_sources(source.pk)})


def list_derived_sources(source: int) -> list[int]:
    """The public sources based on this one, directly or through others."""
    below, _is_cut = _load_derivations({source}, _read_derived)
    return list(dict.fromkeys(pk for group in below.values() for pk in group))


def _list_citing_entries(sources: set[int]) -> EntryQuerySet:
    cited = Citation.objects.filter(source__in=sources).values("entry")
    return Entry.objects.public().filter(pk__in=cited)


def _find_origins(
    entry: Entry, start: list[int], above: DerivationEdges, steps: dict[int, ChainStep]
) -> tuple[SourceOrigin, ...]:
    """The sources at which the chain ends, each with the notes that go back to it and
    the number of other entries that do."""
    notes: defaultdict[int, list[int]] = defaultdict(list)
    for number, pk in enumerate(start, start=1):
        for end in _walk_breadth_first([pk], above):
            if end not in above:
                notes[end].append(number)
    others = _count_other_entries(entry, sorted(notes)[:MOST_SHARED])
    origins = [
        SourceOrigin(steps[pk], tuple(numbers), others.get(pk, 0))
        for pk, numbers in notes.items()
    ]
    return tuple(sorted(origins, key=lambda origin: origin.step.number))


def _count_other_entries(entry: Entry, ends: list[int]) -> dict[int, int]:
    """How many other public entries go back to each source."""
    below, is_cut = _load_derivations(set(ends), _read_derived)
    alone = [] if is_cut else [pk for pk in ends if pk not in below]
    others = dict(count_citing_entries(alone, entry.pk))
    for pk in set(ends) - set(alone):
        sources = set(_walk_breadth_first([pk], below))
        if is_cut:  # what others filled may be missing
            sources = {pk, *list_derived_sources(pk)}
        others[pk] = _list_citing_entries(sources).exclude(pk=entry.pk).count()
    return others


def _load_derivations(
    start: set[int], read_step: Callable[[Collection[int]], list[tuple[int, int]]]
) -> tuple[DerivationEdges, bool]:
    """From each source to the public ones it is based on, one query a step; and whether
    it was cut."""
    derivations: defaultdict[int, list[int]] = defaultdict(list)
    visited_ids, step = set(start), set(start)
    while step and len(visited_ids) < len(start) + MOST_STEPS:
        rows = read_step(step)
        step = set()
        for here, there in rows:
            derivations[here].append(there)
            step |= {there} - visited_ids
        visited_ids |= step
    return dict(derivations), bool(step)


@prepare_query
def _read_origins(
    sources: Collection[int],
) -> QuerySet[Derivation, tuple[int, int]]:
    """Each source with a public one it is based on; at most 200 rows."""
    rows = Derivation.objects.filter(
        source_id__in=sources, origin_id__in=Entry.objects.public().values("pk")
    )
    return rows.order_by("pk").values_list("source_id", "origin_id")[:MOST_STEPS]


@prepare_query
def _read_derived(origins: Collection[int]) -> QuerySet[Derivation, tuple[int, int]]:
    """Each source with a public one that is based on it; at most 200 rows."""
    rows = Derivation.objects.filter(
        origin_id__in=origins, source_id__in=Entry.objects.public().values("pk")
    )
    return rows.order_by("pk").values_list("origin_id", "source_id")[:MOST_STEPS]


@prepare_query
def count_citing_entries(
    sources: Collection[int], entry: int
) -> QuerySet[Citation, tuple[int, int]]:
    """How many public entries, but this one, cite each source."""
    public = Entry.objects.public().exclude(pk=entry).values("pk")
    citing = Citation.objects.filter(source__in=sources, entry__in=public).order_by()
    return citing.values_list("source_id").annotate(Count("entry", distinct=True))


def _walk_breadth_first(start: Iterable[int], above: DerivationEdges) -> list[int]:
    """`start` and everything above it, nearest first, each once."""
    reached = dict.fromkeys(start)
    step = list(reached)
    while step:
        step = [o for here in step for o in above.get(here, ()) if o not in reached]
        reached |= dict.fromkeys(step)
        step = list(dict.fromkeys(step))
    return list(reached)


def _compute_depths(start: list[int], above: DerivationEdges) -> dict[int, int]:
    """The longest way to each source, from 1. At most as many steps as sources, so that
    a cycle in the database ends."""
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
