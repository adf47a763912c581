"""Documents into a cluster: in parts under a limit of bytes, each until it is taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from time import monotonic, sleep
from typing import IO, Any

from archive.search.engines.document_fields import IndexDocument
from archive.search.engines.protocol import (
    IndexUnreachable,
    IndexUnreadable,
    IndexUnwritable,
)

from .cluster import WRITE_SECONDS, Cluster, encode_json, is_block, read_reason
from .schema import make_document

MOST_BYTES = 900_000  # of one request; proxies cut at 1 MB
MOST_BYTES_IN_MEMORY = 32_000_000  # of what is to be sent; more waits in a file
_FULL = (429, 503)  # a node has too much to do, or is just leaving


def write_with_opensearch(
    cluster: Cluster,
    index: str,
    documents: Iterable[IndexDocument],
    removed: Iterable[int],
) -> None:
    """Nothing is sent before all documents are made. All copies have them on their
    disks, and show them, when this returns; sent again, they do no harm. Raises
    `IndexUnreadable` where the index is gone, `IndexUnwritable`, `IndexUnreachable`."""
    with SpooledTemporaryFile(MOST_BYTES_IN_MEMORY) as spool:
        for pk in removed:
            _add_action(spool, {"delete": {"_id": str(pk)}})
        for document in documents:
            _add_action(
                spool, {"index": {"_id": str(document.pk)}}, make_document(document)
            )
        spool.seek(0)
        for part in _iter_parts(spool):
            _send_part(cluster, index, part)
    cluster.write("POST", f"/{index}/_refresh")


def _add_action(spool: IO[bytes], action: Any, document: Any = None) -> None:
    """One action is one line, and its document stands behind it after a tab."""
    lines = [encode_json(line) for line in (action, document) if line is not None]
    spool.write("\t".join(lines).encode() + b"\n")


def _iter_parts(spool: IO[bytes]) -> Iterator[list[str]]:
    """Actions that fit into one request; a document that is larger goes alone."""
    part: list[str] = []
    size = 0
    for line in spool:
        if part and size + len(line) > MOST_BYTES:
            yield part
            part, size = [], 0
        part.append(line.decode().replace("\t", "\n", 1))
        size += len(line)
    if part:
        yield part


def _send_part(cluster: Cluster, index: str, part: list[str]) -> None:
    """Send what was not taken again, later each time, until all is. An index that is
    gone is not made anew by its name."""
    began, pause = monotonic(), 0.1
    path = f"/{index}/_bulk"
    while True:
        answer = cluster.write("POST", path, "".join(part), require_alias="true")
        part, reason = _find_refused(cluster, part, answer)
        if not part:
            return
        if monotonic() - began > WRITE_SECONDS:
            way_out = "Give it more or larger nodes. Changes wait until then."
            raise IndexUnreachable(cluster.explain(f"has no room ({reason})", way_out))
        sleep(pause)
        pause = min(2 * pause, 5.0)


def _find_refused(
    cluster: Cluster, part: list[str], answer: dict[str, Any]
) -> tuple[list[str], str]:
    """The actions to send again, and why. Raises where another try is of no use."""
    again, reason = [], ""
    for line, item in zip(part, answer["items"], strict=True):
        (result,) = item.values()
        if "error" not in result:
            continue
        reason = read_reason(result)
        if is_block(reason):
            raise IndexUnwritable(cluster.explain_block(reason))
        if result["status"] in _FULL:
            again.append(line)
        elif "index_not_found" in reason:
            raise IndexUnreadable("there is no such index on the cluster")
        else:
            way_out = "Correct the entry. Its change and those beside it wait."
            refused = f"cannot be written: it refuses entry {result['_id']} ({reason})"
            raise IndexUnwritable(cluster.explain(refused, way_out))
    return again, reason
