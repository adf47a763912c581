"""References in words: how many a second, and how long the cite page takes."""

from __future__ import annotations

import json
import os
from itertools import islice
from time import process_time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
if __name__ == "__main__":
    django.setup()

from django.core.management import call_command
from django.test import Client

from archive.citations import STYLES, build_bibliography
from archive.models import Article
from benchmarks.measurements.call_times import time_calls

NUMBER_OF_WORKS = 1_000
CSL_TYPES = ("article-newspaper", "graphic", "webpage", "dataset", "post", "document")


def make_csl_records() -> list[dict[str, Any]]:
    """Works of six types by one to four people, as the archive records them."""
    return [
        {
            "id": f"4F7K-{n:04d}",
            "type": CSL_TYPES[n % 6],
            "language": "en",
            "title": f"Invented report {n} on “cameras” in a province: part {n % 7}",
            "author": [
                {"family": f"Family{n + m}", "given": f"Given Middle{m}"}
                for m in range(1 + n % 4)
            ],
            "issued": {"date-parts": [[2000 + n % 26, 1 + n % 12, 1 + n % 28]]},
            "container-title": f"Newspaper {n % 40}",
            "archive": "Surveillance Archive",
            "archive_location": f"4F7K-{n:04d}, version 1",
            "URL": f"https://archive.example/entries/4f7k{n:04d}/v1/",
        }
        for n in range(NUMBER_OF_WORKS)
    ]


def measure_citations() -> dict[str, Any]:
    """Works a second of CPU by style; milliseconds of CPU of the cite page."""
    works = make_csl_records()
    rates = {}
    for style in STYLES:
        build_bibliography(islice(works, 1), style, "en")  # reads the style
        began = process_time()
        build_bibliography(works, style, "en")
        rates[style] = NUMBER_OF_WORKS / (process_time() - began)
    return {"rates": rates, "page": _time_cite_pages()}


def _time_cite_pages() -> dict[str, str]:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_vocabulary", verbosity=0)
    call_command("load_demonstration", verbosity=0)
    code = Article.objects.public().values_list("id_code", flat=True)[0]
    client = Client(headers={"host": "127.0.0.1"})
    address = f"/entries/{code}/cite/?style="
    return {
        style: time_calls([lambda s=style: client.get(address + s)], repeated=20).said()
        for style in STYLES
    }


if __name__ == "__main__":
    print(json.dumps(measure_citations()))
