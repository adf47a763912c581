"""Export of many entries for reference managers: seconds and peak memory."""

from __future__ import annotations

import tracemalloc
from time import perf_counter, process_time
from typing import Any

from archive.exports import LIST_FORMATS, load_batches
from archive.models import Article, Outlet
from benchmarks.archives.corpus_archive import fill_archive

MEASURED_FORMATS = (
    "ris",
    "bib",
    "biblatex.bib",
    "csl.json",
    "endnote.xml",
    "mods.xml",
    "wiki.txt",
    "csv",
    "jsonl",
)
BYLINES = (
    "Clara Muster",
    "Vincent van Gogh und Alexander von Humboldt",
    "dj",
    "Xi Jinping, 李明",
)


def measure_export_files(number: int) -> dict[str, dict[str, float]]:
    """For each format seconds of the clock and of CPU, megabytes written, and the most
    memory that Python's objects took meanwhile, above what was there before."""
    fill_archive(number)
    outlet = Outlet.objects.create(slug="paper", name="Tagblatt für Überwachung")
    for at, people in enumerate(BYLINES):
        Article.objects.filter(pk__in=_select_every_nth(len(BYLINES), at)).update(
            byline=people, outlet=outlet, original_url="https://news.example/article"
        )
    ids = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    return {suffix: _measure_format(suffix, ids) for suffix in MEASURED_FORMATS}


def _select_every_nth(step: int, first: int) -> list[int]:
    keys = Article.objects.order_by("pk").values_list("pk", flat=True)
    return list(keys)[first::step]


def _measure_format(suffix: str, ids: list[int]) -> dict[str, Any]:
    began, spent = perf_counter(), process_time()
    size = sum(
        len(piece.encode()) for piece in LIST_FORMATS[suffix].write(load_batches(ids))
    )
    taken = {"seconds": perf_counter() - began, "cpu": process_time() - spent}
    tracemalloc.start()  # in a run of its own, for it slows what it watches
    for _piece in LIST_FORMATS[suffix].write(load_batches(ids)):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return {**taken, "written": size / 2**20, "peak": peak / 2**20}
