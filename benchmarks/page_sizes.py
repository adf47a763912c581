"""How often the size of an answer alone tells which page was read.

Asks every address in the sitemap of the installation for its page, compressed, and
counts the bytes of headers and body. Somebody who saw only that number, and has the
same list, guesses one page, or five. Compared are no padding, up to 99 random bytes
(what Django adds), and whole KiB (what we send).

    python3 benchmarks/page_sizes.py
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from gzip import compress, decompress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")

import django

django.setup()

from django.test import Client  # noqa: E402

from archive.web.middleware.compression import count_head_bytes  # noqa: E402

RANDOM_BYTES = 100
Shares = tuple[float, float]


def list_paths(client: Client) -> list[str]:
    """The addresses in the sitemaps."""
    pages, waiting = [], ["/sitemap.xml"]
    while waiting:
        text = client.get(waiting.pop()).content.decode()
        found = re.findall(r"<loc>https?://[^/<]+([^<]*)</loc>", text)
        (waiting if "<sitemapindex" in text else pages).extend(found)
    return list(dict.fromkeys(pages))


def measure_sizes(client: Client, path: str) -> tuple[int, int]:
    """Bytes of an answer without padding, and as it is sent."""
    answer = client.get(path, headers={"accept-encoding": "gzip"})
    head = count_head_bytes(answer) + len(answer.headers["Content-Length"])
    plain = compress(decompress(answer.content), 6, mtime=0)
    return head + len(plain), head + len(answer.content)


def share_guessed(sizes: list[int], spread: int = 1) -> Shares:
    """The share guessed with one guess and with five, where up to `spread` - 1 random
    bytes are added."""
    held = Counter(sizes)
    first = five = 0.0
    for size in sizes:
        for seen in range(size, size + spread):
            alike = sum(held[seen - added] for added in range(spread))
            first += 1 / alike / spread
            five += min(1, 5 / alike) / spread
    return first / len(sizes), five / len(sizes)


def main() -> None:
    """Print the table."""
    client = Client(SERVER_NAME="localhost")
    paths = list_paths(client)
    rows = [measure_sizes(client, path) for path in paths]
    plain, padded = [row[0] for row in rows], [row[1] for row in rows]
    print(f"{len(paths)} addresses, {sum(plain)} bytes")
    for name, sizes, spread in (
        ("no padding", plain, 1),
        ("up to 99 random bytes", plain, RANDOM_BYTES),
        ("whole KiB", padded, 1),
    ):
        first, five = share_guessed(sizes, spread)
        more = sum(sizes) / sum(plain) - 1 + (spread - 1) / 2 * len(paths) / sum(plain)
        print(f"{name}: one guess {first:.1%}, five {five:.1%}, {more:+.1%} bytes")


main()
