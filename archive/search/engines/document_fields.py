"""One table: what a document holds, for searching and for filtering."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

SCHEMA_VERSION = "13"  # of fields, columns, the words in them, and tallies


@dataclass(frozen=True)
class Field:
    """Terms in the order of the text. `has_positions`: phrases may be asked for."""

    name: str
    has_positions: bool = True


@dataclass(frozen=True)
class Column:
    """Values to filter, count and sort by.

    `word`: one string or "". `number`: one signed 64-bit integer or none. `numbers`:
    any number of different positive 32-bit integers (primary keys).
    """

    name: str
    holds: Literal["word", "number", "numbers"]


FIELDS = (
    Field("title"),  # words, pairs and stems of the title, in runs of their own
    Field("caption"),  # of a photo, or of an article's passages that are captions
    Field("byline"),
    Field("credit"),
    Field("source"),  # creators, publishers and titles of sources, an article's outlet
    Field("exact"),  # folded words and single Chinese characters of all texts
    Field("pairs"),  # pairs of Chinese characters of all texts
    Field("stems", has_positions=False),  # `de:massnahm`, in the text's own language
    Field("parts", has_positions=False),  # of German compounds, stemmed
    Field("labels"),  # of its tags and regions, in every language
    Field("label_pairs"),
)
COLUMNS = (
    Column("kind", "word"),
    Column("language", "word"),
    Column("base_language", "word"),  # without region and script: `zh`
    Column("credited", "word"),  # the credit's name, case folded
    Column("credit_name", "word"),  # as it is printed
    Column("earliest", "number"),  # days, as in the database
    Column("latest", "number"),
    Column("first_year", "number"),  # years that the known dates touch
    Column("last_year", "number"),
    Column("dated", "number"),  # the order of dates: begins, latest, earliest
    Column("added", "number"),  # microseconds of first publication
    Column("regions", "numbers"),  # of the subject's roles, and all above them
    Column("about", "numbers"),
    Column("happened_in", "numbers"),
    Column("shown", "numbers"),
    Column("published_in", "numbers"),
    Column("tags", "numbers"),  # and all broader ones
    Column("sources", "numbers"),  # sources that it cites
)


@dataclass(frozen=True)
class Document:
    """What the index holds of one entry. A column left out is empty."""

    pk: int
    digest: str
    terms: dict[str, list[str]]
    words: dict[str, str] = field(default_factory=dict)
    number: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, tuple[int, ...]] = field(default_factory=dict)
