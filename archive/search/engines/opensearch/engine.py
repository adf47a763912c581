"""The OpenSearch engine: a generation is an index of the cluster, and an alias names
the live one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from archive.search.engines.document_fields import SCHEMA_VERSION, IndexDocument
from archive.search.engines.protocol import (
    IndexUnreachable,
    IndexUnreadable,
    SearchAnswer,
    SearchRequest,
)
from archive.search.engines.query_tree import QueryNode

from . import words
from .answering import IndexReader, answer_with_opensearch, ask_held_state
from .cluster import Cluster, ClusterAddress, IndexExists
from .schema import DIGEST, ID, make_index_body
from .writing import write_with_opensearch

GREEN_SECONDS = 60  # for all copies of a new index, before it becomes the live one
_NOT_IN_NAMES = re.compile(r"[^a-z0-9_.-]")


class OpenSearch:
    """`SearchEngine` and `SharedIndexes` of `archive.search.engines.protocol`.

    `find_address` says which cluster it is, at each question. An index is named by the
    archive, the schema and the last part of its folder's path, which holds no file.
    """

    name = "opensearch"

    def __init__(self, find_address: Callable[[], ClusterAddress]) -> None:
        self._find_address = find_address
        self._cluster: Cluster | None = None

    @property
    def cluster(self) -> Cluster:
        """The cluster of the setting."""
        address, cluster = self._find_address(), self._cluster
        if cluster is None or cluster.address != address:
            self.close()
            cluster = self._cluster = Cluster(address)
        return cluster

    def create(self, folder: Path) -> None:
        """An empty index with a name of its own, all of its copies ready. Raises
        `IndexUnwritable`."""
        address, name = self.cluster.address, self._name_index(folder)
        body = make_index_body(address.shards, address.replicas)
        body["aliases"] = {name: {}}
        options = {
            "wait_for_active_shards": "all",
            "timeout": "20s",
            "request_timeout": 30,
        }
        self._delete(name)
        with suppress(IndexExists):
            self.cluster.write("PUT", f"/{name}.index", body, **options)

    def write(
        self, folder: Path, documents: Iterable[IndexDocument], removed: Iterable[int]
    ) -> None:
        """Documents by id, in requests of limited size. A crash may leave a part of
        them written: write them again. Raises `IndexUnreadable`, `IndexUnwritable`."""
        write_with_opensearch(
            self.cluster, self._name_index(folder), documents, removed
        )

    def evaluate(self, folder: Path, request: SearchRequest) -> SearchAnswer:
        """Answer from what was written last. Raises `IndexUnreadable`."""
        return answer_with_opensearch(self._read(folder), request)

    def is_too_expensive(self, folder: Path, tree: QueryNode) -> bool:
        """Whether a tree would compare too many places of words."""
        return words.compares_too_many_places(self._read(folder), tree)

    def count_documents_with(
        self, folder: Path, terms: Iterable[tuple[str, str]]
    ) -> tuple[int, list[int]]:
        """Documents in all, and those that hold each (field, term)."""
        return words.count_documents_with(self._read(folder), list(terms))

    def find_near_words(self, folder: Path, term: str) -> list[str]:
        """Words that differ from `term` in two letters at most."""
        return words.find_similar_words(self._read(folder), term)

    def list_words_with_prefix(
        self, folder: Path, field: str, prefix: str, most: int
    ) -> list[tuple[str, int]]:
        """Words that begin so, in order, each with its number of documents."""
        return words.list_indexed_words(self._read(folder), field, prefix, most)

    def list_digests(self, folder: Path) -> list[tuple[int, str]]:
        """Entry id and digest of every document, by id."""
        asked = {"sort": [{ID: "asc"}], "docvalue_fields": [DIGEST]}
        return ask_held_state(
            self._read(folder),
            lambda reader: [
                (hit["sort"][0], hit["fields"][DIGEST][0])
                for hit in reader.iter_hits(asked)
            ],
        )

    def close(self) -> None:
        """Give back all connections; the next question opens anew."""
        if self._cluster is not None:
            self._cluster.close()

    def find_published(self) -> str:
        """The generation that the alias of this schema names, "" where it names none.
        Raises `IndexUnreachable`."""
        return next(iter(self._find_aliased()), "")

    def publish(self, folder: Path) -> None:
        """Point the alias to this index and to no other, at one stroke. A copy that is
        not ready after a minute goes on in the background. Raises
        `IndexUnwritable`."""
        name, alias = self._name_index(folder), self._alias
        options = {"wait_for_status": "green", "timeout": f"{GREEN_SECONDS}s"}
        with suppress(IndexUnreachable):
            path = f"/_cluster/health/{name}.index"
            self.cluster.write(
                "GET", path, request_timeout=GREEN_SECONDS + 5, **options
            )
        self._change_alias({"add": {"index": f"{name}.index", "alias": alias}})

    def unpublish(self) -> None:
        """Let the alias name no index. Raises `IndexUnwritable`."""
        if self._find_aliased():
            self._change_alias()

    def list_indexes(self) -> list[str]:
        """Generations of this archive and schema on the cluster."""
        return list(self._list_aliases())

    def delete(self, folder: Path) -> None:
        """Delete an index, if it is there. Raises `IndexUnwritable`."""
        self._delete(self._name_index(folder))

    def _delete(self, name: str) -> None:
        with suppress(IndexUnreadable):
            self.cluster.write("DELETE", f"/{name}.index")

    @property
    def _alias(self) -> str:
        return f"{self.cluster.address.name}-{SCHEMA_VERSION}"

    def _name_index(self, folder: Path) -> str:
        return f"{self._alias}-{_NOT_IN_NAMES.sub('-', folder.name.lower())}"

    def _read(self, folder: Path) -> IndexReader:
        return IndexReader(self.cluster, self._name_index(folder))

    def _change_alias(self, *actions: dict) -> None:
        removed = [
            {"remove": {"index": f"{self._alias}-{name}.index", "alias": self._alias}}
            for name in self._find_aliased()
        ]
        self.cluster.write("POST", "/_aliases", {"actions": [*removed, *actions]})

    def _find_aliased(self) -> list[str]:
        aliases = self._list_aliases().items()
        return [name for name, aliases_of in aliases if self._alias in aliases_of]

    def _list_aliases(self) -> dict[str, list[str]]:
        """The aliases of each generation."""
        begin, end = f"{self._alias}-", ".index"
        answer = self.cluster.read("GET", f"/{begin}*{end}/_alias")
        return {
            index.removeprefix(begin).removesuffix(end): list(held["aliases"])
            for index, held in answer.items()
            if index.startswith(begin)
        }
