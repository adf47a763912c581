"""Everything as a file: CPU, size, and the memory that it takes while it streams."""

from __future__ import annotations

from time import process_time
from typing import Any

from django.http import StreamingHttpResponse
from django.urls import reverse

from archive.exports import LIST_FORMATS
from benchmarks.measurements.search_times import make_reader_client, peak_megabytes


def measure_exports() -> dict[str, Any]:
    """For each format: lines or records a CPU second, megabytes, and by how many
    megabytes the process grew from the first piece to the last."""
    client = make_reader_client()
    found: dict[str, Any] = {}
    for suffix in LIST_FORMATS:
        began = process_time()
        answer = client.get(reverse("archive:search-export", args=[suffix]))
        if not isinstance(answer, StreamingHttpResponse):
            raise TypeError(f"{suffix} came as a whole, status {answer.status_code}")
        size, before = 0, 0.0
        for piece in answer.streaming_content:
            before = before or peak_megabytes()
            size += len(piece)
        answer.close()
        found[suffix] = {
            "seconds": process_time() - began,
            "megabytes": size / 2**20,
            "grown": peak_megabytes() - before,
        }
    return found
