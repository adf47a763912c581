"""What the design asks for: CPU milliseconds p50 warm, and what it takes."""

ROWS = ("common word", "rare word", "phrase", "and of 2", "or of 3", "prefix",
        "region + dates", "three facets", "sort by date", "highlight 10",
        "saved to found", "first", "rate", "memory")  # fmt: skip


def _column(text: str) -> dict[str, str]:
    *times, rate, memory = text.split()
    said = [*(f"≤ {time}" for time in times), f"≥ {rate}", f"≤ {memory}"]
    return dict(zip(ROWS, said, strict=True))


WANTED = {
    (10_000, "whoosh"): _column("4 1.5 5 4 8 5 3 4 3 10 40 150 250 120"),
    (100_000, "whoosh"): _column("20 3 35 15 40 30 10 15 10 10 60 600 250 400"),
    (100_000, "tantivy"): _column("2 1 2 2 3 5 2 4 2 5 60 200 1500 150"),
}
