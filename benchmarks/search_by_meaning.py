"""How well and how fast passages are found by meaning across languages.

`python3 -m benchmarks.search_by_meaning` asks the questions of XQuAD of the texts in
the other languages, with the model, the 8-bit vectors and the scan of the archive; and
questions about other things, for which nothing should be found. Nothing of the archive
is read or changed.
"""

from __future__ import annotations

import os
import resource
import tempfile
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from math import log2
from time import perf_counter, process_time
from typing import Any

import django
import numpy as np
from numpy.typing import NDArray

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
django.setup()

from haystack import connections  # noqa: E402

from archive.search.meaning.encoding import encode_texts  # noqa: E402
from archive.search.meaning.passage_vectors import (  # noqa: E402
    PassageVectors,
    change_vectors,
    delete_vectors,
    list_segment_files,
    open_vectors,
)
from archive.search.meaning.vector_segments import (  # noqa: E402
    VectorRow,
    digest_text,
    quantize_vector,
)
from archive.search.results.meaning_hits import (  # noqa: E402
    CERTAIN_LIKENESS,
    LEAST_LIKENESS,
)
from archive.search.results.similar_meanings import (  # noqa: E402
    TRANSLATION_LIKENESS,
)
from benchmarks.archives.query_sets import QuerySet, read_query_set  # noqa: E402
from benchmarks.machine import describe_machine  # noqa: E402

SETS = {"en": "en-questions", "de": "de-questions", "zh-Hans": "zh-questions"}
OTHER_THINGS = "en-sentences"  # of Cranfield, about aerodynamics
THRESHOLDS = (0.26, 0.28, 0.30, 0.32, 0.34, 0.36)
TRANSLATION_THRESHOLDS = (0.62, 0.64, 0.66, 0.68, 0.70)
PASSAGES = 100_000
ROWS_PER_ENTRY = 10
QUERIES_TIMED = 200
Rows = NDArray[Any]


def measure_search_by_meaning() -> None:
    """Print the tables."""
    print("- command: `python3 -m benchmarks.search_by_meaning`")
    for line in list(describe_machine([]))[1:]:
        print(f"- {line}")
    sets = {code: read_query_set(name) for code, name in SETS.items()}
    before = _read_memory()
    encode_texts([""])
    print(f"- model in memory: {_read_memory() - before:.0f} MB")
    with tempfile.TemporaryDirectory() as folder:
        connections["default"].options["PATH"] = folder
        _write_passages(sets)
        vectors = open_vectors()
        asked = {
            code: encode_texts([query.text for query in one.queries])
            for code, one in sets.items()
        }
        _print_directions(sets, vectors, asked)
        _print_thresholds(sets, vectors, asked)
        _print_translations(sets, vectors)
        _print_times(vectors, asked["en"])


def _write_passages(sets: dict[str, QuerySet]) -> None:
    """A row for each text, in the order of the texts."""
    rows: list[VectorRow] = []
    began = process_time()
    for code, one in sets.items():
        texts = [text for _key, _title, text in one.documents]
        for place, vector in enumerate(encode_texts(texts)):
            digest = digest_text(texts[place])
            rows.append(VectorRow(place, code, digest, *quantize_vector(vector)))
    spent = process_time() - began
    change_vectors((), rows, {})
    print(f"- {1_000 * spent / len(rows):.1f} ms of CPU to encode a passage of XQuAD")


def _score(vectors: PassageVectors, asked: Rows, code: str) -> Rows:
    """A row for each query, of the likeness to each text, in the order of the texts."""
    number = sum(row.language == code for row in vectors.iter_rows())
    scores = np.empty((len(asked), number))
    for place, query in enumerate(asked):
        for text in vectors.find_nearest(query, {code}):
            scores[place, text.entry] = text.likeness
    return scores


def _print_directions(
    sets: dict[str, QuerySet], vectors: PassageVectors, asked: dict[str, Rows]
) -> None:
    print("\n| questions | texts | R@10 | nDCG@10 |\n|---|---|---|---|")
    for own, one in sets.items():
        for other in [code for code in sets if code != own]:
            scores = _score(vectors, asked[own], other)
            right = [row[n] for row, n in zip(scores, _find_answers(one), strict=True)]
            ranks = (scores > np.array(right)[:, None]).sum(axis=1)
            top = [int(rank) for rank in ranks if rank < 10]
            ndcg = sum(1 / log2(rank + 2) for rank in top) / len(ranks)
            print(f"| {own} | {other} | {len(top) / len(ranks):.3f} | {ndcg:.3f} |")


def _find_answers(one: QuerySet) -> list[int]:
    """The place of the text that answers each question, the same in each language."""
    places = {key: place for place, (key, _t, _x) in enumerate(one.documents)}
    return [places[next(iter(query.gains))] for query in one.queries]


def _print_thresholds(
    sets: dict[str, QuerySet], vectors: PassageVectors, asked: dict[str, Rows]
) -> None:
    """Of questions with an answer, how many of the right texts are near enough; of
    those about other things, for how many anything is. Both by halves."""
    print(
        "\n| least likeness | right text near enough: tuned | unseen "
        "| of other things, found something: tuned | unseen |\n|---|---|---|---|---|"
    )
    right: list[float] = []
    for own, one in sets.items():
        for other in [code for code in sets if code != own]:
            scores = _score(vectors, asked[own], other)
            answers = zip(scores, _find_answers(one), strict=True)
            right += [float(row[place]) for row, place in answers]
    strange = encode_texts(
        [query.text for query in read_query_set(OTHER_THINGS).queries]
    )
    nearest = np.maximum(
        _score(vectors, strange, "de").max(axis=1),
        _score(vectors, strange, "zh-Hans").max(axis=1),
    ).tolist()
    for least in THRESHOLDS:
        shares = [
            np.mean(np.array(values[half::2]) >= least)
            for values in (right, nearest)
            for half in (0, 1)
        ]
        mark = {CERTAIN_LIKENESS: " (shown)", LEAST_LIKENESS: " (less certain)"}.get(
            least, ""
        )
        cells = " | ".join(f"{share:.3f}" for share in shares)
        print(f"| {least:.2f}{mark} | {cells} |")


def _print_translations(sets: dict[str, QuerySet], vectors: PassageVectors) -> None:
    """Of texts in two languages, how many translations are near enough to be called
    nearly the same, and for how many another text is. Both by halves."""
    print(
        "\n| least likeness | languages | translations: tuned | unseen "
        "| another text: tuned | unseen |\n|---|---|---|---|---|---|"
    )
    rows = list(vectors.iter_rows())
    texts = {
        code: np.array([r.vector * r.scale for r in rows if r.language == code])
        for code in sets
    }
    for least in TRANSLATION_THRESHOLDS:
        for own, other in combinations(sets, 2):
            cosines = texts[own] @ texts[other].T
            same = np.diag(cosines).copy()
            np.fill_diagonal(cosines, -1)
            cells = " | ".join(
                f"{np.mean(values[half::2] >= least):.3f}"
                for values in (same, cosines.max(axis=1))
                for half in (0, 1)
            )
            mark = " (ours)" if least == TRANSLATION_LIKENESS else ""
            print(f"| {least:.2f}{mark} | {own}, {other} | {cells} |")


def _print_times(vectors: PassageVectors, asked: Rows) -> None:
    """With the passages of XQuAD said over and over: their number is what counts."""
    rows = list(vectors.iter_rows())
    many = [
        replace(rows[n % len(rows)], entry=n // ROWS_PER_ENTRY) for n in range(PASSAGES)
    ]
    entries = {row.entry for row in many}
    delete_vectors()
    began = perf_counter()
    change_vectors((), many, dict.fromkeys(entries, b"d" * 32))
    written = perf_counter() - began
    size = sum(path.stat().st_size for path in list_segment_files())
    print(f"\n- {PASSAGES:,} passages: {size / 1e6:.1f} MB, written in {written:.1f} s")
    whole = open_vectors()
    scans = _time_each(lambda one: whole.find_nearest(one, whole.languages), asked)
    queries = [query.text for query in read_query_set(SETS["en"]).queries]
    encodings = _time_each(lambda text: encode_texts([text]), queries)
    for name, times in (("scan of all", scans), ("encoding a query", encodings)):
        p50, p95 = 1_000 * np.percentile(times, [50, 95])
        print(f"- {name}: {p50:.1f} ms of CPU (p50), {p95:.1f} ms (p95)")
    before = {path: path.stat().st_ino for path in list_segment_files()}
    began = perf_counter()
    change_vectors({7}, many[:ROWS_PER_ENTRY], {7: b"e" * 32})
    spent = perf_counter() - began
    changed = [
        path for path in list_segment_files() if before.get(path) != path.stat().st_ino
    ]
    size = sum(path.stat().st_size for path in changed)
    print(f"- one entry changed: {size / 1e6:.1f} MB written in {spent:.2f} s")


def _time_each(call: Callable[[Any], object], arguments: Any) -> list[float]:
    times = []
    for argument in arguments[:QUERIES_TIMED]:
        began = process_time()
        call(argument)
        times.append(process_time() - began)
    return times


def _read_memory() -> float:
    """The most that this process held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    measure_search_by_meaning()
