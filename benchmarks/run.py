"""A whole run, printed as it goes."""

from __future__ import annotations

import sys

from .cited import citing
from .corpus import Missing, sentences
from .machine import described
from .tables import Failed, exports, relevance, searching


def main(documents: str, questions: str, only: str, is_quick: str) -> int:
    """Print the tables; 1 where a measurement failed. Without the texts nothing is
    measured, and that is said."""
    try:
        if only != "citations":  # they need no texts
            sentences()
    except Missing as missing:
        print(f"Skipped: {missing}")
        return 0
    words = ["--quick"] if is_quick == "True" else ["--documents", documents]
    parts = {
        "relevance": lambda: relevance(int(questions) if is_quick == "True" else 0),
        "search": lambda: searching(int(documents), int(questions)),
        "citations": citing,
        "files": lambda: exports(int(documents)),
    }
    try:
        for line in described(words):
            print(f"- {line}", flush=True)
        for name, lines in parts.items():
            if only in ("", name):
                print(flush=True)
                for line in lines():
                    print(line, flush=True)
    except Failed as error:
        print(f"Failed: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
