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

from archive.search.engines.document_fields import FIELDS, Document
from archive.search.engines.whoosh.schema import packed

from .inversion import Inversion, Vocabulary
from .posting_lists import Lists

BESIDE = "MAIN.tmp"  # the folder of files not yet joined
STEPS = np.array([byte_to_length(i) for i in range(256)])  # of lengths, as bytes
Lengths = npt.NDArray[np.uint8]


def as_bytes(lengths: npt.NDArray[np.int64]) -> Lengths:
    """Lengths of a field, as whoosh rounds them."""
    return np.minimum(np.searchsorted(STEPS, lengths), 255).astype(np.uint8)


class NewSegment:
    """The files of a segment in the making: facts of documents one after another, then
    terms in their order."""

    def __init__(self, storage: FileStorage, schema: Schema) -> None:
        self._storage, self._schema = storage, schema
        self._beside = FileStorage(str(Path(storage.folder) / BESIDE)).create()
        self.segment = W3Segment(W3Codec(), "MAIN")
        self._facts = W3Codec().per_document_writer(self._beside, self.segment)
        self.size = 0

    def add(
        self, values: Mapping[str, object], digest: str, lengths: Mapping[str, int]
    ) -> None:
        """The next document: values of its columns, and tokens of its fields."""
        self._facts.start_doc(self.size)
        self.size += 1
        self._facts.add_field("digest", None, digest, 0)
        for field, length in lengths.items():
            self._facts.add_field(field, None, None, length)
        for name, value in values.items():
            self._facts.add_column_value(name, self._schema[name].column_type, value)
        self._facts.finish_doc()

    def lists(self) -> Lists:
        """Where its terms are written."""
        return Lists(self._beside, self.segment)

    def done(self) -> W3Segment:
        """Join the files, durably. The terms must be closed."""
        self._facts.close()
        self.segment.set_doc_count(self.size)
        names = self.segment.list_files(self._beside)
        joined = self.segment.create_file(self._storage, W3Segment.COMPOUND_EXT)
        CompoundStorage.assemble(joined, self._beside, sorted(names))
        self.segment.compound = True
        rmtree(self._beside.folder)
        return self.segment


class Collected:
    """Documents in memory, to be one segment."""

    def __init__(self, storage: FileStorage, schema: Schema) -> None:
        self._new = NewSegment(storage, schema)
        self._vocabulary = Vocabulary()
        self._fields = {field.name: Inversion() for field in FIELDS}
        self._lengths: dict[str, list[int]] = {field.name: [] for field in FIELDS}

    @property
    def tokens(self) -> int:
        """How many are in memory."""
        return sum(map(len, self._fields.values()))

    def add(self, document: Document) -> None:
        """Take a document in."""
        lengths = {}
        for field, terms in document.terms.items():
            numbers = map(self._vocabulary.__getitem__, terms)
            length = self._fields[field].add(self._new.size, numbers)
            if length:
                lengths[field] = length
        for field, found in self._lengths.items():
            found.append(lengths.get(field, 0))
        self._new.add(values(document), document.digest, lengths)

    def done(self) -> W3Segment:
        """Write all terms; the segment, durable."""
        numbered = zip(self._vocabulary.terms, range(2**32), strict=False)
        ordered = sorted(numbered)
        lists = self._new.lists()
        for field in sorted(FIELDS, key=lambda field: field.name):
            inversion = self._fields.pop(field.name)
            if len(inversion):
                lengths = as_bytes(np.array(self._lengths[field.name]))
                inversion.write(
                    lists, field.name, ordered, lengths, field.has_positions
                )
        lists.close()
        return self._new.done()


def values(document: Document) -> dict[str, object]:
    """What the columns hold of one document."""
    found: dict[str, object] = {"id": document.pk}
    words = document.words.items()
    found |= {name: word.encode("utf-8", "replace") for name, word in words if word}
    found |= document.number
    found |= {name: packed(many) for name, many in document.numbers.items()}
    return found


def cleared(folder: Path, names: Iterable[str] = ()) -> None:
    """Take away what an interrupted writer left, and these files."""
    rmtree(folder / BESIDE, ignore_errors=True)
    for name in names:
        (folder / name).unlink(missing_ok=True)
