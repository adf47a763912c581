"""Export of many entries for reference managers: seconds and peak memory."""

from __future__ import annotations

import tracemalloc
from time import perf_counter, process_time
from typing import Any

from archive.exports import LIST_FORMATS, load_batches
from archive.models import Article, Outlet

from .filling import fill

FORMATS = ("ris", "bib", "biblatex.bib", "csl.json", "endnote.xml", "mods.xml",
           "wiki.txt", "csv", "jsonl")  # fmt: skip
PEOPLE = ("Clara Muster", "Vincent van Gogh und Alexander von Humboldt", "dj",
          "Xi Jinping, 李明")  # fmt: skip


def measure(number: int) -> dict[str, dict[str, float]]:
    """For each format seconds of the clock and of CPU, megabytes written, and the most
    memory that Python's objects took meanwhile, above what was there before."""
    fill(number)
    outlet = Outlet.objects.create(slug="paper", name="Tagblatt für Überwachung")
    for at, people in enumerate(PEOPLE):
        Article.objects.filter(pk__in=_every(len(PEOPLE), at)).update(
            byline=people, outlet=outlet, original_url="https://news.example/article"
        )
    ids = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    return {suffix: _measured(suffix, ids) for suffix in FORMATS}


def _every(step: int, first: int) -> list[int]:
    keys = Article.objects.order_by("pk").values_list("pk", flat=True)
    return list(keys)[first::step]


def _measured(suffix: str, ids: list[int]) -> dict[str, Any]:
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
