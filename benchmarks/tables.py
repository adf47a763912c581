"""The tables of a run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from .blank import blank
from .child import measured
from .machine import load
from .timing import Times
from .wanted import WANTED

LANGUAGES = ("de", "en", "zh")
ENGINES = ("whoosh", "tantivy")
PEERS = {"stock": "Haystack's own Whoosh", "fts5": "SQLite FTS5",
         "postgresql": "PostgreSQL", "tantivy": "tantivy alone"}  # fmt: skip
MOST_OF_STOCK = 2_000  # it indexes some 18 documents a second of CPU
FIRSTS = 3  # processes whose first query is measured, or as many as questions
TAKES = (("first query of a process, ms", "first"), ("memory, MB", "memory"),
         ("index, MB", "size"), ("rebuild, documents per CPU s", "rate"))  # fmt: skip
Found = dict[str, dict[str, Any]]


def relevance(questions: int) -> Iterator[str]:
    """nDCG@10 by language, a line as soon as it is measured."""
    yield "| nDCG@10 | questions | ours | bm25s |"
    yield "|---|---:|---:|---:|"
    for language in LANGUAGES:
        with blank() as folder:
            found = measured(folder, "relevance", language, questions)
        yield _row(f"XQuAD-{language}", [
            found["questions"], f"{found['ours']:.4f}", f"{found['bm25s']:.4f}"
        ])  # fmt: skip


def files(documents: int) -> Iterator[str]:
    """What a file of all entries takes, by format."""
    with blank() as folder:
        found = measured(folder, "files", documents)
    yield f"| {documents:,} entries as | s | CPU s | MB written | MB of memory |"
    yield "|---|---:|---:|---:|---:|"
    for suffix, taken in found.items():
        said = [f"{taken[name]:.1f}" for name in ("seconds", "cpu", "written", "peak")]
        yield f"| {suffix} | {' | '.join(said)} |"


def archives(documents: int, questions: int, parts: Sequence[str]) -> Iterator[str]:
    """One archive of records, searched by both engines, and the peers beside; of
    `search`, `bounds` and `exports` those that are among `parts`."""
    ours: Found = {engine: {} for engine in ENGINES}
    with blank() as folder:
        filled = measured(folder, "fill", documents)["filled"]
        yield (
            f"{documents:,} records of 1.6 KB, {filled:.0f} made a CPU second of "
            f"sentences that come again, so the words do not grow; {load()}"
        )
        for engine in ENGINES:
            ours[engine] = _ours(folder, documents, questions, parts, engine)
        exported = measured(folder, "exports", 0) if "exports" in parts else {}
    if "search" in parts:
        peers = _peers(documents, questions)
        yield from _beside(documents, ours, peers)
        yield from _pages(documents, ours)
    if "bounds" in parts:
        yield from _bounds(documents, ours)
    if "exports" in parts:
        yield from _exports(documents, exported)


def _ours(
    folder: str, documents: int, questions: int, parts: Sequence[str], engine: str
) -> dict[str, Any]:
    """All that is measured of one engine; bounds before what writes."""
    given = (documents, questions, engine)
    found = measured(folder, "index", *given)
    if "bounds" in parts:
        found["bounds"] = measured(folder, "bounds", *given)
    if "search" in parts:
        times = max(1, min(FIRSTS, questions))
        firsts = [measured(folder, "first", *given)["first"] for _n in range(times)]
        found["first"] = median(firsts)
        found |= measured(folder, "ask", *given)
    return found


def _peers(documents: int, questions: int) -> Found:
    found = {}
    for peer in PEERS:
        size = min(documents, MOST_OF_STOCK) if peer == "stock" else documents
        with blank() as folder:
            found[peer] = measured(folder, peer, size, questions) | {"of": size}
    return found


def _beside(documents: int, ours: Found, peers: Found) -> Iterator[str]:
    """Ids of a page and the exact count, by ours and by peers."""
    heads = [_wanted_head(documents, engine) for engine in ENGINES]
    heads += [f"{PEERS[peer]}{_fewer(one, documents)}" for peer, one in peers.items()]
    yield from _head("CPU ms: warm p50 / p95 · cold p50 / p95", heads)
    names = [name for name, held in ours["whoosh"].items()
             if isinstance(held, dict) and "engine" in held]  # fmt: skip
    for name in names:
        cells = [_times(ours[engine][name], "engine") for engine in ENGINES]
        cells = _with_wanted(documents, name, cells)
        cells += [_times(one.get(name, {}), "page") for one in peers.values()]
        yield _row(name, cells)
    for words, key in TAKES:
        cells = [_number(ours[engine], key) for engine in ENGINES]
        cells = _with_wanted(documents, key, cells)
        yield _row(words, cells + [_number(one, key) for one in peers.values()])
    for peer, one in peers.items():
        if "skipped" in one:
            yield f"{PEERS[peer]}: not measured, {one['skipped']}"


def _wanted_head(documents: int, engine: str) -> str:
    return f"wanted | ours on {engine}" if _wanted(documents, engine) else (
        f"ours on {engine}"
    )  # fmt: skip


def _wanted(documents: int, engine: str) -> dict[str, str]:
    return WANTED.get((documents, engine), {})


def _with_wanted(documents: int, name: str, cells: list[str]) -> list[str]:
    pairs = zip(ENGINES, cells, strict=True)
    return [
        f"{_wanted(documents, engine).get(name, '–')} | {cell}"
        if _wanted(documents, engine)
        else cell
        for engine, cell in pairs
    ]


def _fewer(peer: dict[str, Any], documents: int) -> str:
    return f", {peer['of']:,} records only" if peer["of"] < documents else ""


def _pages(documents: int, ours: Found) -> Iterator[str]:
    """A search with eight facets, names, marks and reasons; and the page made of it."""
    yield ""
    heads = [f"{part} on {engine}" for engine in ENGINES for part in ("search", "page")]
    yield from _head(f"whole pages at {documents:,}", heads)
    for name, held in ours["whoosh"].items():
        if isinstance(held, dict) and "page" in held and "engine" in held:
            yield _row(name, [
                _times(ours[engine][name], part)
                for engine in ENGINES for part in ("search", "page")
            ])  # fmt: skip


def _bounds(documents: int, ours: Found) -> Iterator[str]:
    """The dearest searches; the last line says the dearest of all."""
    yield ""
    heads = ["hits", "notices"]
    parts = ("engine", "page")
    heads += [f"{part} on {engine}" for engine in ENGINES for part in parts]
    yield from _head(f"dearest at {documents:,}: CPU ms cold · warm", heads)
    dearest = 0.0
    for name, held in ours["whoosh"]["bounds"].items():
        cells = [f"{held['hits']:,}", held["told"]]
        for engine in ENGINES:
            for part in parts:
                times = ours[engine]["bounds"][name][part]
                dearest = max(dearest, *times)
                cells.append(f"{times[0]:.0f} · {times[1]:.0f}")
        yield _row(name, cells)
    yield f"The dearest took {dearest / 1000:.2f} s of CPU; 2 s are allowed."


def _exports(documents: int, exported: dict[str, Any]) -> Iterator[str]:
    yield ""
    heads = ["CPU s", "entries per CPU s", "MB", "memory grown by, MB"]
    yield from _head(f"all {documents:,} as a file", heads)
    for suffix, one in exported.items():
        yield _row(suffix, [
            f"{one['seconds']:.1f}", f"{documents / one['seconds']:.0f}",
            f"{one['megabytes']:.1f}", f"{one['grown']:.0f}",
        ])  # fmt: skip


def _head(name: str, cells: Sequence[str]) -> Iterator[str]:
    yield _row(name, cells)
    yield "|---|" + "---:|" * " | ".join(cells).count("|") + "---:|"


def _row(name: str, cells: Sequence[object]) -> str:
    return f"| {name} | {' | '.join(map(str, cells))} |"


def _times(times: dict[str, dict[str, float]], part: str) -> str:
    return Times(**times[part]).said() if part in times else "–"


def _number(one: dict[str, Any], key: str) -> str:
    return f"{one[key]:.0f}" if key in one else "–"
