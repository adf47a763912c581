"""The dearest searches that a reader can ask for, within the bounds of a query: what a
whole page of each costs, at once after the engine forgot all that it had decoded."""

from __future__ import annotations

from collections import Counter
from itertools import islice, pairwise
from typing import Any

from archive.filters import (
    SearchFilters,
    make_choices,
)
from archive.search import search
from archive.search.index.live_index import get_engine
from archive.text import dates
from archive.text.segmenting import exact_tokens
from benchmarks.archives.corpus import make_records
from benchmarks.measurements.call_times import time_call
from benchmarks.measurements.search_times import (
    make_engine_call,
    make_page_call,
    make_reader_client,
)

SAMPLED_RECORDS = 1_000  # records whose words are counted
WARM_REPEATS = 2  # times that a warm page is asked for; the dearest counts


def measure_dearest_searches(documents: int, questions: int) -> dict[str, Any]:
    """For each search its hits, how often the reader is told of a cut, and the CPU
    milliseconds of the engine and of the page, cold and warm. A try of one question
    asks only once for what is warm."""
    client = make_reader_client()
    repeats = max(1, min(WARM_REPEATS, questions))
    found: dict[str, Any] = {}
    for name, filters in list_dearest_searches(documents).items():
        got = make_page_call(client, filters)
        get_engine().close()
        cold = time_call(got)
        warm = max(time_call(got) for _again in range(repeats))
        get_engine().close()
        asked = make_engine_call("", filters)
        at_once = time_call(asked)
        results = search(filters)
        found[name] = {
            "hits": results.total,
            "told": len(results.notices),
            "engine": [
                at_once,
                max(time_call(asked) for _again in range(repeats)),
            ],
            "page": [cold, warm],
        }
    return found


def list_dearest_searches(documents: int) -> dict[str, SearchFilters]:
    """The searches, made of the commonest words of the records."""
    words, chinese = _find_commonest_words(documents)
    most, three = words[:32], " OR ".join(words[:3])
    begun = list(dict.fromkeys(word[:2] for word in words if len(word) > 1))
    last = SearchFilters(q=three)
    pages = search(last).pages
    asked = {
        "26 beginnings": " OR ".join(f"{two}*" for two in begun[:26]),
        "32 common words, any": " OR ".join(most),
        "32 common words, all": " AND ".join(most),
        "32 common words, a question": " ".join(most) + "?",
        "phrases of 2 common words": " OR ".join(
            f'"{a} {b}"' for a, b in pairwise(most)
        ),
        "a phrase of 64 common words": f'"{" ".join(words[:64])}"',
        "NEAR of 2 common words": f"{words[0]} NEAR/50 {words[1]}",
        "NEAR of 32 common words": " NEAR/50 ".join(most),
        "600 Chinese characters": ("".join(chinese) * 600)[:600],
        "a quotation of 64 Chinese characters": f'"{("".join(chinese) * 64)[:64]}"',
        "brackets in brackets": _nest_brackets(most),
        "none of 31 common words": f"{words[0]} {' '.join(f'-{w}' for w in most[1:])}",
        "3 common words, any": three,
    }
    found = {name: SearchFilters(q=text[:600]) for name, text in asked.items()}
    return found | {
        "3 common words, region, dates, by date": SearchFilters(
            q=three,
            regions=make_choices("CN-00"),
            sort="date",
            date_from=dates.parse_edtf("1990"),
            date_to=dates.parse_edtf("2025"),
        ),
        "3 common words, the last page": last.with_changes(page=pages),
        "3 common words by date, the last page": last.with_changes(
            page=pages, sort="date"
        ),
        "everything, the last page": SearchFilters(page=documents // 20),
    }


def _nest_brackets(words: list[str]) -> str:
    """Each word beside a bracket with the rest, alternately all and any."""
    text = words[-1]
    for number, word in enumerate(reversed(words[:-1])):
        text = f"({word} {'OR' if number % 2 else 'AND'} {text})"
    return text


def _find_commonest_words(documents: int) -> tuple[list[str], list[str]]:
    """Words and Chinese characters, those of most records first."""
    held: Counter[str] = Counter()
    for record in islice(make_records(documents), min(SAMPLED_RECORDS, documents)):
        held.update({token.term for token in exact_tokens(record.text, "und")})
    ranked = [word for word, _n in sorted(held.items(), key=lambda p: (-p[1], p[0]))]
    chinese = [word for word in ranked if "\u3400" <= word[0] <= "\ufaff"]
    return (
        [word for word in ranked if word.isalpha() and word[0] < "\u3400"],
        [word for word in chinese if len(word) == 1][:40],
    )
