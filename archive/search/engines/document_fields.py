"""One table: what a document holds, for searching and for filtering."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

WRITTEN_MARK = "="  # before a word as written in a field that holds others too
SCHEMA_VERSION = "23"  # of fields, columns and the words in them
# Those with the same columns: they can count while an index of the newest is built.
COUNTABLE_SCHEMAS = ("21", "22", SCHEMA_VERSION)


@dataclass(frozen=True)
class IndexField:
    """Terms in the order of the text. `has_positions`: phrases may be asked for;
    `is_read_back`: NEAR of three or more reads its words in a document."""

    name: str
    has_positions: bool = True
    is_read_back: bool = True


@dataclass(frozen=True)
class IndexColumn:
    """Values to filter, count and sort by.

    `word`: one string or "". `number`: one signed 64-bit integer or none. `numbers`:
    any number of different positive 32-bit integers (primary keys).
    """

    name: str
    holds: Literal["word", "number", "numbers"]


INDEX_FIELDS = (
    IndexField("title"),  # words, pairs and stems of the title, in runs of their own
    IndexField("caption"),  # of a photo, or of an article's passages that are captions
    IndexField("byline"),
    IndexField("credit"),
    IndexField(
        "source"
    ),  # creators, publishers, titles of sources; an article's outlet; originals' hosts
    IndexField("exact"),  # folded words and single Chinese characters of all texts
    IndexField(
        "written", is_read_back=False
    ),  # words as written, but for capitals; a gap for a run of Chinese
    IndexField("pairs"),  # pairs of Chinese characters of all texts
    IndexField(
        "stems", has_positions=False, is_read_back=False
    ),  # `de:massnahm`, in the text's own language; `^WHO`; `≈2500000`
    IndexField(
        "parts", has_positions=False, is_read_back=False
    ),  # of German compounds, stemmed
    IndexField("labels"),  # of its tags and regions, in every language
    IndexField("label_pairs"),
)
INDEX_COLUMNS = (
    IndexColumn("kind", "word"),
    IndexColumn("language", "word"),
    IndexColumn("base_language", "word"),  # without region and script: `zh`
    IndexColumn("credited", "word"),  # the credit's name, case folded
    IndexColumn("credit_name", "word"),  # as it is printed
    IndexColumn("earliest", "number"),  # days, as in the database
    IndexColumn("latest", "number"),
    IndexColumn("begins", "number"),  # the same; an open end is the known one
    IndexColumn("ends", "number"),
    IndexColumn("first_month", "number"),  # of these, as `get_month_number` has them
    IndexColumn("last_month", "number"),
    IndexColumn("first_year", "number"),
    IndexColumn("last_year", "number"),
    IndexColumn("dated", "number"),  # the order of dates: begins, latest, earliest
    IndexColumn("added", "number"),  # microseconds of first publication
    IndexColumn("regions", "numbers"),  # of the subject's roles, and all above them
    IndexColumn("about", "numbers"),
    IndexColumn("happened_in", "numbers"),
    IndexColumn("shown", "numbers"),
    IndexColumn("published_in", "numbers"),
    IndexColumn("tags", "numbers"),  # and all broader ones
    IndexColumn("sources", "numbers"),  # sources that it cites
    IndexColumn("outlets", "numbers"),  # the outlet of an article
)

COLUMN_TYPES = {column.name: column.holds for column in INDEX_COLUMNS}


@dataclass(frozen=True)
class IndexDocument:
    """What the index holds of one entry. A column left out is empty."""

    pk: int
    digest: str
    terms: dict[str, list[str]]
    words: dict[str, str] = field(default_factory=dict)
    number: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, tuple[int, ...]] = field(default_factory=dict)
