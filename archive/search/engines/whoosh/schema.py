"""The table of fields and columns as a whoosh schema."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from sys import byteorder

from whoosh import columns, fields, formats
from whoosh.analysis import SpaceSeparatedTokenizer

from archive.search.engines.document_fields import INDEX_COLUMNS, INDEX_FIELDS

NO_NUMBER = -(2**63)  # of a column of one number


def pack_numbers(numbers: Iterable[int]) -> bytes:
    """Numbers as little-endian 32-bit words."""
    packed = array("I", numbers)
    if byteorder != "little":
        packed.byteswap()
    return packed.tobytes()


class PackedPositions(formats.Positions):
    """Positions as little-endian 32-bit words, to be read as an array at once."""

    def encode(self, positions: list[int]) -> bytes:
        """The bytes of ascending positions."""
        return pack_numbers(positions)

    def decode_positions(self, value: bytes) -> list[int]:
        """The positions of `encode`."""
        positions = array("I", value)
        if byteorder != "little":
            positions.byteswap()
        return positions.tolist()

    def decode_frequency(self, value: bytes) -> int:
        """How many positions there are."""
        return len(value) // 4

    def decode_weight(self, value: bytes) -> float:
        """As the frequency: boosts are a matter of the query."""
        return float(len(value) // 4)


def _make_column(holds: str) -> columns.Column:
    if holds == "word":
        return columns.RefBytesColumn()
    if holds == "number":
        return columns.NumericColumn("q", default=NO_NUMBER)
    return columns.VarBytesColumn()  # of little-endian 32-bit words


def make_whoosh_schema() -> fields.Schema:
    """A new schema: `id` and `digest`, every field of terms, every column.

    A word is given to its column as UTF-8.
    """
    schema = fields.Schema(
        id=fields.COLUMN(columns.NumericColumn("q", default=NO_NUMBER)),
        digest=fields.STORED(),
    )
    for field in INDEX_FIELDS:
        text = fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True)
        text.format = PackedPositions() if field.has_positions else formats.Frequency()
        schema.add(field.name, text)
    for column in INDEX_COLUMNS:
        schema.add(column.name, fields.COLUMN(_make_column(column.holds)))
    return schema
