"""One cluster, asked by HTTP: retries, and errors that name setting and way out."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic, sleep
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import (
    ConnectionError as NoConnectionError,
)
from opensearchpy.exceptions import (
    ConnectionTimeout,
    OpenSearchException,
    TransportError,
)

from archive.search.engines.protocol import (
    IndexUnreachable,
    IndexUnreadable,
    IndexUnwritable,
)

READ_SECONDS, WRITE_SECONDS = 5.0, 30.0  # of retries, for a reader and a writer
GONE_SECONDS = 1.5  # of a reader's retries where no node takes a connection
DOWN_SECONDS = 2.0  # in which nobody asks again, after retries were of no use
REQUEST_SECONDS = 10  # for one answer
_FIRST_PAUSE, _LONGEST_PAUSE = 0.05, 2.0  # seconds between tries
_PASSING = {408, 429, 500, 502, 503, 504}  # a node dies, or has too much to do
_CONNECTIONS = 16  # kept open to each node
# A point in time goes with the node that held it.
_LOST_STATE = ("search_context_missing", "no node found for id")
MAJOR_VERSION = "3"
_WAITING = "Pages answer from the database until then, and changes wait."
# What the client logs holds addresses and, below this level, what readers ask.
logging.getLogger("opensearch").setLevel(logging.ERROR)


@dataclass(frozen=True)
class ClusterAddress:
    """What `ARCHIVE_SEARCH_URL` says: `hosts` as `name:port`, and the archive's name,
    with which its indexes begin. `certificates` is a file, "" for the usual ones."""

    hosts: tuple[str, ...]
    name: str
    user: str = ""
    password: str = field(default="", repr=False)
    is_encrypted: bool = False
    certificates: str = ""
    shards: int = 3
    replicas: int = 1


class PointInTimeLost(IndexUnreachable):
    """A state of the index that was held open went with its node: ask anew."""


class IndexExists(IndexUnwritable):
    """An index is there already, made by the request whose answer was lost."""


class _Exhausted(IndexUnreachable):
    """All tries were of no use."""


class Cluster:
    """The connections of this process to a cluster, for several threads."""

    def __init__(self, address: ClusterAddress) -> None:
        self.address = address
        self._lock = Lock()
        self._client: OpenSearch | None = None
        self._process = 0
        self._down: tuple[float, str] = (0.0, "")

    def read(
        self, method: str, path: str, body: Any = None, **params: Any
    ) -> dict[str, Any]:
        """A whole answer: one of fewer shards than there are, or that was broken off,
        is a failure. Raises `IndexUnreadable` where there is no such index, and
        `IndexUnreachable`, at once where others have just waited in vain."""
        until, reason = self._down
        if monotonic() < until:
            raise IndexUnreachable(reason)
        # After an outage one short try is enough, until somebody gets an answer.
        seconds = GONE_SECONDS if reason else READ_SECONDS
        try:
            answer = self._try(
                method, path, body, params, seconds, GONE_SECONDS, _require_whole
            )
        except _Exhausted as error:
            self._down = (monotonic() + DOWN_SECONDS, str(error))
            self.close()
            raise
        self._down = (0.0, "")
        return answer

    def write(
        self, method: str, path: str, body: Any = None, **params: Any
    ) -> dict[str, Any]:
        """The answer to a request that may be repeated. Raises `IndexUnreadable`,
        `IndexUnwritable` and `IndexUnreachable`."""
        return self._try(
            method, path, body, params, WRITE_SECONDS, WRITE_SECONDS, _accept_answer
        )

    def release(self, path: str, body: Any) -> None:
        """Give something back at the cluster, which forgets it by itself otherwise."""
        with suppress(OpenSearchException, IndexUnwritable):
            self._perform("DELETE", path, body, {})

    def close(self) -> None:
        """Give back all connections; the next question opens anew."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None and self._process == os.getpid():
            client.close()

    def explain(self, reason: str, way_out: str) -> str:
        """A message that names the setting; it never holds the password."""
        hosts = ", ".join(self.address.hosts)
        return f"ARCHIVE_SEARCH_URL: the cluster at {hosts} {reason}. {way_out}"

    def _try(
        self,
        method: str,
        path: str,
        body: Any,
        params: Mapping[str, Any],
        seconds: float,
        gone_seconds: float,
        check: Callable[[dict[str, Any]], str],
    ) -> dict[str, Any]:
        began, pause = monotonic(), _FIRST_PAUSE
        while True:
            limit = seconds
            try:
                answer = self._perform(method, path, body, params)
                if not (reason := check(answer)):
                    return answer
            except NoConnectionError as error:
                reason = f"can't be reached ({_describe_connection_error(error)})"
                if not isinstance(error, ConnectionTimeout):
                    limit = min(limit, gone_seconds)
            except TransportError as error:
                reason = self._judge(error)
            except OpenSearchException as error:
                reason = f"answers what is not OpenSearch's ({type(error).__name__})"
            if monotonic() - began + pause > limit:
                way_out = f"Start its nodes, or correct the address. {_WAITING}"
                raise _Exhausted(self.explain(reason, way_out))
            sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _perform(
        self, method: str, path: str, body: Any, params: Mapping[str, Any]
    ) -> dict[str, Any]:
        if body is not None and not isinstance(body, str):
            body = encode_json(body)
        client = self._open_client()
        answer = client.transport.perform_request(
            method, path, params=dict(params), body=body
        )
        return answer if isinstance(answer, dict) else {"answer": answer}

    def _open_client(self) -> OpenSearch:
        """The client of this process; a new one asks for the versions of all nodes."""
        client = self._client
        if client is not None and self._process == os.getpid():
            return client
        address = self.address
        scheme = "https" if address.is_encrypted else "http"
        client = OpenSearch(
            [f"{scheme}://{host}" for host in address.hosts],
            http_auth=(address.user, address.password) if address.user else None,
            ca_certs=address.certificates or None,
            timeout=REQUEST_SECONDS,
            max_retries=len(address.hosts),
            retry_on_status=(),
            dead_timeout=1,
            timeout_cutoff=2,
            pool_maxsize=_CONNECTIONS,
        )
        self._check_versions(client)
        with self._lock:
            self._client, self._process = client, os.getpid()
        return client

    def _check_versions(self, client: OpenSearch) -> None:
        about = client.transport.perform_request("GET", "/")
        version = about.get("version", {}) if isinstance(about, dict) else {}
        if version.get("distribution") != "opensearch":
            way_out = f"Name a cluster of OpenSearch {MAJOR_VERSION}. {_WAITING}"
            raise IndexUnreachable(self.explain("is not OpenSearch", way_out))
        nodes = client.transport.perform_request(
            "GET", "/_cat/nodes", params={"format": "json", "h": "name,version"}
        )
        for node in nodes:
            if node["version"].partition(".")[0] != MAJOR_VERSION:
                reason = f"has a node of version {node['version']}: {node['name']}"
                way_out = f"The archive needs {MAJOR_VERSION}.x on all nodes: bring it"
                way_out += f" to that version, or take it out. {_WAITING}"
                raise IndexUnreachable(self.explain(reason, way_out))

    def _judge(self, error: TransportError) -> str:
        """Why to try again; raises what no other try would change."""
        said = json.dumps(error.info) if isinstance(error.info, dict) else error.error
        code, said = error.status_code, str(said)
        if any(sign in said for sign in _LOST_STATE):
            raise PointInTimeLost(self.explain("lost a node", _WAITING)) from error
        if "resource_already_exists" in said:
            raise IndexExists("the index is there already") from error
        if "index_not_found" in said or "aliases_not_found" in said:
            raise IndexUnreadable("there is no such index on the cluster") from error
        if is_block(said):
            raise IndexUnwritable(self.explain_block(said)) from error
        if code in _PASSING:
            return f"is not whole ({code}, {read_reason(error.info)})"
        raise IndexUnreachable(self._explain_refusal(code, read_reason(error.info)))

    def _explain_refusal(self, code: object, reason: str) -> str:
        """A cluster, or a proxy before it, that answers and does nothing."""
        if code in (401, 403):
            user = self.address.user or "(none)"
            way_out = "Correct user and password, or give that user the rights that "
            way_out += f"docs/operating.md lists. {_WAITING}"
            return self.explain(f"refuses user {user} ({code})", way_out)
        if code == 413:
            way_out = "A proxy before it allows too little: let it pass 1 MB or more "
            way_out += f"(nginx: client_max_body_size). {_WAITING}"
            return self.explain("cuts requests (413)", way_out)
        way_out = f"Run reindex. {_WAITING}"
        return self.explain(f"refuses a request ({code}, {reason})", way_out)

    def explain_block(self, said: str) -> str:
        """A cluster that takes no writes, its disks being full or by its settings."""
        blocked = "cannot be written: it blocks writes"
        if "read-only-allow-delete" in said:
            blocked += " (flood stage: a disk is full)"
        return self.explain(blocked, f"Free space on its nodes. {_WAITING}")


def is_block(said: str) -> bool:
    """Whether an error says that writes are blocked until somebody does something; one
    without a manager of the cluster passes."""
    return "read-only" in said or ("cluster_block" in said and "FORBIDDEN" in said)


def encode_json(value: Any) -> str:
    """JSON in one line, without halves of characters, which no cluster takes."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def read_reason(info: Any) -> str:
    """The cause that OpenSearch gives for an error."""
    error = info.get("error", info) if isinstance(info, dict) else info
    if not isinstance(error, dict):
        return str(error)[:200]
    cause = error.get("caused_by") or next(iter(error.get("root_cause") or ()), error)
    return f"{cause.get('type', '')}: {str(cause.get('reason', ''))[:200]}"


def _describe_connection_error(error: TransportError) -> str:
    return str(error.info).rpartition(": ")[2][:120].rstrip(").")


def _require_whole(answer: dict[str, Any]) -> str:
    """What an answer lacks; "" where it is whole. OpenSearch calls an answer without
    some shards a success with `failed: 0`."""
    shards = answer.get("_shards", {})
    total, successful = shards.get("total", 0), shards.get("successful", 0)
    if answer.get("timed_out"):
        return "broke a search off"
    if successful < total or shards.get("failed"):
        return f"answered with {successful} of {total} shards"
    return ""


def _accept_answer(_answer: dict[str, Any]) -> str:
    return ""
