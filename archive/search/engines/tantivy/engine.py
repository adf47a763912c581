"""The tantivy engine: an index is a folder, every question is asked of a snapshot."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from archive.search.engines.document_fields import IndexDocument
from archive.search.engines.folder_engine import FolderEngine
from archive.search.engines.protocol import SearchAnswer, SearchRequest
from archive.search.engines.query_tree import QueryNode

from .answering import answer_with_tantivy
from .query_cost import reads_too_many_words
from .snapshot import TantivySnapshot
from .writing import create_tantivy_index, is_panic, write_with_tantivy


class Tantivy(FolderEngine[TantivySnapshot]):
    """`archive.search.engines.protocol.SearchEngine` on tantivy's files."""

    name = "tantivy"

    def __init__(self) -> None:
        super().__init__(TantivySnapshot, is_panic)

    def create(self, folder: Path) -> None:
        create_tantivy_index(folder)

    def write(
        self, folder: Path, documents: Iterable[IndexDocument], removed: Iterable[int]
    ) -> None:
        write_with_tantivy(folder, documents, removed)

    def _answer(
        self, snapshot: TantivySnapshot, request: SearchRequest
    ) -> SearchAnswer:
        return answer_with_tantivy(snapshot, request)

    def _is_too_expensive(self, snapshot: TantivySnapshot, tree: QueryNode) -> bool:
        return reads_too_many_words(snapshot, tree)
