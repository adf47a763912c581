"""A new segment: its files are made in a folder of their own and joined durably."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from shutil import rmtree

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.fields import Schema
from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.filestore import FileStorage
from whoosh.util.numeric import byte_to_length

from archive.search.engines.document_fields import INDEX_FIELDS, IndexDocument
from archive.search.engines.whoosh.schema import pack_numbers

from .inversion import FieldInversion, TermNumbers
from .posting_lists import PostingsWriter

WORK_FOLDER = "MAIN.tmp"  # the folder of files not yet joined
LENGTH_STEPS = np.array([byte_to_length(i) for i in range(256)])  # of lengths, as bytes
LengthBytes = npt.NDArray[np.uint8]


def encode_lengths(lengths: npt.NDArray[np.int64]) -> LengthBytes:
    """Lengths of a field, as whoosh rounds them."""
    return np.minimum(np.searchsorted(LENGTH_STEPS, lengths), 255).astype(np.uint8)


class SegmentWriter:
    """The files of a segment in the making: facts of documents one after another, then
    terms in their order."""

    def __init__(self, storage: FileStorage, schema: Schema) -> None:
        self._storage, self._schema = storage, schema
        self._work_storage = FileStorage(
            str(Path(storage.folder) / WORK_FOLDER)
        ).create()
        self.segment = W3Segment(W3Codec(), "MAIN")
        self._documents = W3Codec().per_document_writer(
            self._work_storage, self.segment
        )
        self.size = 0

    def add(
        self, values: Mapping[str, object], digest: str, lengths: Mapping[str, int]
    ) -> None:
        """The next document: values of its columns, and tokens of its fields."""
        self._documents.start_doc(self.size)
        self.size += 1
        self._documents.add_field("digest", None, digest, 0)
        for field, length in lengths.items():
            self._documents.add_field(field, None, None, length)
        for name, value in values.items():
            self._documents.add_column_value(
                name, self._schema[name].column_type, value
            )
        self._documents.finish_doc()

    def open_postings(self) -> PostingsWriter:
        """Where its terms are written."""
        return PostingsWriter(self._work_storage, self.segment)

    def finish(self) -> W3Segment:
        """Join the files, durably. The terms must be closed."""
        self._documents.close()
        self.segment.set_doc_count(self.size)
        names = self.segment.list_files(self._work_storage)
        joined = self.segment.create_file(self._storage, W3Segment.COMPOUND_EXT)
        CompoundStorage.assemble(joined, self._work_storage, sorted(names))
        self.segment.compound = True
        rmtree(self._work_storage.folder)
        return self.segment


class DocumentBuffer:
    """Documents in memory, to be one segment."""

    def __init__(self, storage: FileStorage, schema: Schema) -> None:
        self._new = SegmentWriter(storage, schema)
        self._vocabulary = TermNumbers()
        self._fields = {field.name: FieldInversion() for field in INDEX_FIELDS}
        self._lengths: dict[str, list[int]] = {field.name: [] for field in INDEX_FIELDS}

    @property
    def tokens(self) -> int:
        """How many are in memory."""
        return sum(map(len, self._fields.values()))

    def add(self, document: IndexDocument) -> None:
        """Take a document in."""
        lengths = {}
        for field, terms in document.terms.items():
            numbers = map(self._vocabulary.__getitem__, terms)
            length = self._fields[field].add(self._new.size, numbers)
            if length:
                lengths[field] = length
        for field, of_field in self._lengths.items():
            of_field.append(lengths.get(field, 0))
        self._new.add(collect_column_values(document), document.digest, lengths)

    def finish(self) -> W3Segment:
        """Write all terms; the segment, durable."""
        numbered = zip(self._vocabulary.terms, range(2**32), strict=False)
        ordered = sorted(numbered)
        lists = self._new.open_postings()
        for field in sorted(INDEX_FIELDS, key=lambda field: field.name):
            inversion = self._fields.pop(field.name)
            if len(inversion):
                lengths = encode_lengths(np.array(self._lengths[field.name]))
                inversion.write(
                    lists, field.name, ordered, lengths, field.has_positions
                )
        lists.close()
        return self._new.finish()


def collect_column_values(document: IndexDocument) -> dict[str, object]:
    """What the columns hold of one document."""
    values: dict[str, object] = {"id": document.pk}
    words = document.words.items()
    values |= {name: word.encode("utf-8", "replace") for name, word in words if word}
    values |= document.number
    values |= {name: pack_numbers(many) for name, many in document.numbers.items()}
    return values


def remove_leftovers(folder: Path, names: Iterable[str] = ()) -> None:
    """Take away what an interrupted writer left, and these files."""
    rmtree(folder / WORK_FOLDER, ignore_errors=True)
    for name in names:
        (folder / name).unlink(missing_ok=True)
