"""Texts to measure with: the shared corpora, recombined to any number of records."""

from __future__ import annotations

import gzip
import json
import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

RANDOM_SEED = 20_190_220
TEXT_BYTES = 1_600  # bytes of UTF-8 that a record's text comes to
LANGUAGE_SHARES = {"de": 60, "en": 25, "zh": 15}  # records a hundred
CORPUS_NAMES = ("gnad", "xquad-de", "xquad-en", "xquad-zh")
REGIONS, TAGS = 30, 60
CORPUS_YEARS = range(1990, 2026)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ„\"«])|(?<=[。！？])")


class CorpusMissing(Exception):
    """The texts are not on this machine; the message says where they were sought."""


@dataclass(frozen=True)
class CorpusRecord:
    """One text with what it is filtered by. Region and tag are numbers from 0."""

    language: str
    title: str
    text: str
    region: int
    tag: int
    month: str


def find_corpora_folder() -> Path:
    """Where the corpora are: `ARCHIVE_CORPORA`, else `shared/corpora` beside us."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "corpora"
    return Path(os.environ.get("ARCHIVE_CORPORA") or beside)


def read_corpus_rows(name: str, part: str = "docs") -> list[dict[str, str]]:
    """The rows of a part of a corpus. Raises `CorpusMissing`."""
    path = find_corpora_folder() / f"{name}.{part}.jsonl.gz"
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            return [json.loads(line) for line in file]
    except OSError as error:
        raise CorpusMissing(
            f"no corpus {path.name} in {path.parent}: "
            "set ARCHIVE_CORPORA to the folder that holds it"
        ) from error


def read_sentences() -> dict[str, list[str]]:
    """The sentences of each language, in the order of the files.

    Raises `CorpusMissing`.
    """
    found: dict[str, list[str]] = {language: [] for language in LANGUAGE_SHARES}
    for name in CORPUS_NAMES:
        for row in read_corpus_rows(name):
            language = row.get("lang") or name[-2:]
            parts = (part.strip() for part in _SENTENCE_END.split(row["text"]))
            found[language[:2]] += [part for part in parts if len(part) > 1]
    return found


def make_records(number: int) -> Iterator[CorpusRecord]:
    """`number` records, the same at each call. Raises `CorpusMissing`."""
    chance = random.Random(RANDOM_SEED)
    pools = read_sentences()
    heavy = [1 / rank for rank in range(1, REGIONS + 1)]
    for _number in range(number):
        (language,) = chance.choices(
            list(LANGUAGE_SHARES), list(LANGUAGE_SHARES.values())
        )
        title, *rest = _draw_sentences(chance, pools[language])
        yield CorpusRecord(
            language="zh-Hans" if language == "zh" else language,
            title=title[:120],
            text=" ".join(rest),
            region=chance.choices(range(REGIONS), heavy)[0],
            tag=chance.randrange(TAGS),
            month=f"{chance.choice(CORPUS_YEARS)}-{chance.randint(1, 12):02d}",
        )


def _draw_sentences(chance: random.Random, pool: list[str]) -> Iterator[str]:
    """A title, then sentences of `TEXT_BYTES` bytes together."""
    yield chance.choice(pool)
    size = TEXT_BYTES
    while size > 0:
        found = chance.choice(pool)
        size -= len(found.encode())
        yield found
