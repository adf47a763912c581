"""The whoosh engine: an index is a folder, every question is asked of a snapshot."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from archive.search.engines.document_fields import IndexDocument
from archive.search.engines.folder_engine import FolderEngine
from archive.search.engines.protocol import SearchAnswer, SearchRequest
from archive.search.engines.query_tree import QueryNode

from .reading.answering import answer_with_whoosh
from .reading.query_cost import reads_too_many_postings
from .reading.segment import POSTINGS_CACHE
from .reading.snapshot import WhooshSnapshot
from .writing.commits import create_whoosh_index, write_with_whoosh


class Whoosh(FolderEngine[WhooshSnapshot]):
    """`archive.search.engines.protocol.SearchEngine` on whoosh 2.7.4's files."""

    name = "whoosh"

    def __init__(self) -> None:
        super().__init__(WhooshSnapshot)

    def create(self, folder: Path) -> None:
        create_whoosh_index(folder)

    def write(
        self, folder: Path, documents: Iterable[IndexDocument], removed: Iterable[int]
    ) -> None:
        write_with_whoosh(folder, documents, removed)

    def _answer(self, snapshot: WhooshSnapshot, request: SearchRequest) -> SearchAnswer:
        return answer_with_whoosh(snapshot, request)

    def _is_too_expensive(self, snapshot: WhooshSnapshot, tree: QueryNode) -> bool:
        return reads_too_many_postings(snapshot, tree)

    def close(self) -> None:
        super().close()
        POSTINGS_CACHE.clear()
