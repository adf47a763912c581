"""How well web pages are read, beside plain trafilatura in the same run.

`python -m benchmarks.page_reading FOLDER …` measures each folder; `--each` names
what was missed. Beside `NAME.html` stands `NAME.json`, written by hand: title, date,
authors, language, captions (pairs of text and credit), text (paragraphs) and junk
(blocks that are none). What a page does not have, its file leaves out. No page is part
of the archive.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trafilatura

from archive.importers.extraction.extracted_page import BODY_ROLES
from archive.importers.extraction.web_pages.page import extract_html_page

SHARED_START = 40  # letters that make two captions the same


@dataclass
class ReadPage:
    """A page as one reader read it."""

    title: str = ""
    date: str = ""
    byline: str = ""
    language: str = ""
    captions: list[tuple[str, str]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def read_by_archive(content: bytes) -> ReadPage:
    """The page as the archive reads it."""
    page = extract_html_page(content)
    kept = [b.text for b in page.blocks if b.role in BODY_ROLES and b.role != "post"]
    return ReadPage(
        page.title,
        page.date,
        page.byline,
        page.language,
        [(caption.text, caption.credit) for caption in page.captions],
        [page.lead, *(text for text in kept if text != page.lead)],
        [b.text for b in page.blocks if b.role not in BODY_ROLES],
    )


def read_by_trafilatura(content: bytes) -> ReadPage:
    """The page as trafilatura reads it with its own defaults."""
    found = trafilatura.bare_extraction(
        content, with_metadata=True, include_comments=False
    )
    if found is None:
        return ReadPage()
    page: dict[str, Any] = found if isinstance(found, dict) else found.as_dict()
    return ReadPage(
        page.get("title") or "",
        page.get("date") or "",
        page.get("author") or "",
        page.get("language") or "",
        [],
        (page.get("text") or "").split("\n"),
    )


def score_page(page: ReadPage, label: dict[str, Any]) -> dict[str, list[float]]:
    """Each measure with a value per thing that the label names."""
    scores: dict[str, list[float]] = {
        "title": [_fold(page.title) == _fold(label["title"])]
    }
    if "date" in label:
        scores["date"] = [page.date == label["date"]]
    if "authors" in label:
        byline = _fold(page.byline)
        scores["authors"] = [_fold(name) in byline for name in label["authors"]]
    scores["language"] = [page.language.partition("-")[0] == label["language"]]
    scores |= _score_captions(page, label.get("captions", []))
    return scores | (_score_text(page, label) if "text" in label else {})


def _score_captions(
    page: ReadPage, captions: list[list[str]]
) -> dict[str, list[float]]:
    texts = [_fold(text)[:SHARED_START] for text, _credit in page.captions]
    credits = " ".join(_fold(credit) for _text, credit in page.captions)
    return {
        "captions": [
            any(_fold(t)[:SHARED_START].startswith(text[:25]) for text in texts if text)
            for t, _credit in captions
            if t
        ],
        "credits": [_fold(credit) in credits for _t, credit in captions if credit],
    }


def _score_text(page: ReadPage, label: dict[str, Any]) -> dict[str, list[float]]:
    kept = _fold(" ".join(page.paragraphs))
    seen = _fold(" ".join(page.left_out))
    own = [_fold(text) for text in label["text"]]
    lost = [text for text in own if len(text) >= 40 and text not in kept]
    return {
        "text F1": [_compute_f1(_list_tokens(kept), _list_tokens(" ".join(own)))],
        "junk out": [_fold(text) not in kept for text in label.get("junk", [])],
        "lost, seen": [float(sum(text in seen for text in lost))],
        "lost, unseen": [float(sum(text not in seen for text in lost))],
    }


def _compute_f1(found: Counter[str], wanted: Counter[str]) -> float:
    shared = (found & wanted).total()
    if not shared:
        return 0.0
    precision, recall = shared / found.total(), shared / wanted.total()
    return 2 * precision * recall / (precision + recall)


def _list_tokens(text: str) -> Counter[str]:
    """Words; each character of a script without spaces counts as one."""
    return Counter(
        re.findall(r"[\u2e80-\u9fff\u0e00-\u0e7f]|[^\W\u2e80-\u9fff]+", text)
    )


def _fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def measure_folder(folder: Path, read: Callable[[bytes], ReadPage]) -> dict[str, str]:
    """The mean of each measure over a folder; what was lost is a count."""
    scores: defaultdict[str, list[float]] = defaultdict(list)
    for label_path in sorted(folder.glob("*.json")):
        label = json.loads(label_path.read_text("utf-8"))
        page = read(label_path.with_suffix(".html").read_bytes())
        for name, values in score_page(page, label).items():
            scores[name] += map(float, values)
            if (
                "--each" in sys.argv
                and name != "text F1"
                and min(values, default=1) < 1
            ):
                print(label_path.stem, name, values) if "lost" not in name else None
    return {
        name: f"{sum(values):.0f}"
        if name.startswith("lost")
        else f"{sum(values) / max(len(values), 1):.2f} ({len(values)})"
        for name, values in scores.items()
    }


def print_tables(folders: list[Path]) -> None:
    """A table: a row for each measure, two columns for each folder."""
    columns = {
        f"{folder.name}, {name}": measure_folder(folder, read)
        for folder in folders
        for name, read in (
            ("ours", read_by_archive),
            ("trafilatura", read_by_trafilatura),
        )
    }
    print("| measure | " + " | ".join(columns) + " |")
    print("|---|" + "---|" * len(columns))
    measures = dict.fromkeys(name for column in columns.values() for name in column)
    for measure in measures:
        cells = [column.get(measure, "–") for column in columns.values()]
        print(f"| {measure} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    print_tables([Path(name) for name in sys.argv[1:] if not name.startswith("--")])
