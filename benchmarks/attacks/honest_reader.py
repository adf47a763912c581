"""A reader who reads and searches while somebody else attacks the site."""

from __future__ import annotations

import json
import sys
from itertools import count
from time import monotonic, sleep

from .attacked_site import Answer, ReaderClient

PAUSE_SECONDS = 0.1  # between two pages
STAMP_SECONDS = 4  # until a form for reports may be sent
SEARCHED_WORDS = ("Kamera", "police", "Polizei", "camera", "Gesicht", "监控")
FOUND = 200
SEE_OTHER = 303


def read_pages(
    client: ReaderClient, entries: list[str], seconds: float
) -> list[Answer]:
    """Searches and pages by turns, one after the other."""
    answers: list[Answer] = []
    end = monotonic() + seconds
    for number in count():
        if monotonic() > end:
            return answers
        entry = entries[number % len(entries)]
        for path in (
            f"/search/?q={SEARCHED_WORDS[number % len(SEARCHED_WORDS)]}+or+r{number}",
            "/articles/",
            f"/entries/{entry}/cite/",
            "/timeline/",
        ):
            answers.append(client.request(path))
            sleep(PAUSE_SECONDS)
    raise AssertionError


def send_forms(client: ReaderClient, entry: str) -> dict[str, Answer]:
    """One report, one batch and one basket of the reader's own."""
    stamp = client.find_stamp(entry)
    sleep(STAMP_SECONDS)
    text = "The date in the second paragraph is wrong."
    report = {"text": text, "stamp": stamp}
    return {
        "report": client.request(f"/entries/{entry}/report/", report),
        "batch": client.request("/search/batch/", {"queries": "Kamera\nPolizei"}),
        "basket": client.request("/basket/", {"ids": f"{entry} {entry}"}),
    }


def measure_reader(port: str, address: str, seconds: str, *processes: str) -> None:
    """Print what the reader met, as JSON: times in seconds, of the clock and of the
    site's work, statuses, forms."""
    client = ReaderClient(int(port), address, tuple(map(int, processes)))
    entries = client.find_entries()
    pages = read_pages(client, entries, float(seconds))
    forms = send_forms(client, entries[0])
    answers = [*pages, *forms.values()]
    times = sorted(answer.seconds for answer in answers)
    works = sorted(answer.cpu_seconds for answer in answers)
    found = {
        "requests": len(times),
        "p50": times[len(times) // 2],
        "p95": times[int(len(times) * 0.95)],
        "longest": times[-1],
        "cpu_p50": works[len(works) // 2],
        "cpu_p95": works[int(len(works) * 0.95)],
        "failed": sum(page.status != FOUND for page in pages),
        "refused": [name for name, one in forms.items() if one.status != SEE_OTHER],
    }
    print(json.dumps(found))


if __name__ == "__main__":
    measure_reader(*sys.argv[1:])
