"""A cluster that is away, refuses or answers in part: a message that names the setting
and the way out, and never a count of a part."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from pathlib import Path

import pytest

from archive.search.engines import query_tree as tree
from archive.search.engines.document_fields import IndexDocument
from archive.search.engines.opensearch import cluster as clusters
from archive.search.engines.opensearch import writing
from archive.search.engines.opensearch.engine import OpenSearch
from archive.search.engines.protocol import (
    IndexUnreachable,
    IndexUnreadable,
    IndexUnwritable,
    PairCount,
    SearchRequest,
)
from tests.opensearch.nodes import find_free_ports
from tests.opensearch.proxy import proxy_before
from tests.opensearch.running import find_nodes, make_address
from tests.search.engines import oracle

FOLDER = Path("generation-1")
WHOLE = SearchRequest(tree.Term("exact", "a"), size=None)


def document(pk, *more):
    return IndexDocument(pk, f"digest {pk}", {"exact": ["a", f"w{pk}", *more]})


@pytest.fixture(scope="module")
def filled():
    """The address of an archive with an index of forty documents."""
    address = make_address()
    engine = OpenSearch(lambda: address)
    engine.create(FOLDER)
    engine.write(FOLDER, map(document, range(1, 41)), ())
    return address


@pytest.fixture
def proxied(filled):
    """A proxy before one node, and the engine that asks through it."""
    with proxy_before(find_nodes().hosts[0]) as proxy:
        address = replace(filled, hosts=(proxy.host,))
        engine = OpenSearch(lambda: address)
        yield proxy, engine
        engine.close()


@pytest.fixture
def hasty(monkeypatch):
    """Nobody waits long in a test for what stays wrong."""
    monkeypatch.setattr(clusters, "READ_SECONDS", 0.3)
    monkeypatch.setattr(clusters, "WRITE_SECONDS", 0.4)
    monkeypatch.setattr(clusters, "GONE_SECONDS", 0.2)


def refuse_all(engine, said, *, read=IndexUnreachable, wrote=IndexUnwritable):
    with pytest.raises(read, match=said) as told:
        engine.evaluate(FOLDER, WHOLE)
    with pytest.raises(wrote, match=said):
        engine.write(FOLDER, [document(1)], ())
    assert "ARCHIVE_SEARCH_URL: the cluster at 127.0.0.1:" in str(told.value)


def test_a_cluster_that_is_away_is_named_and_asked_no_more_for_a_while(hasty):
    address = clusters.ClusterAddress((f"127.0.0.1:{find_free_ports(1)[0]}",), "a")
    engine = OpenSearch(lambda: address)
    refuse_all(engine, r"can't be reached \(.*refused.*Start its nodes, or correct")
    began = time.monotonic()
    with pytest.raises(IndexUnreachable, match="can't be reached"):
        engine.evaluate(FOLDER, WHOLE)
    assert time.monotonic() - began < clusters.GONE_SECONDS


def test_a_host_of_no_network_is_named(hasty, monkeypatch):
    address = clusters.ClusterAddress(("no.such.host.invalid:9200",), "a")

    def resolve(*_args, **_options):
        raise OSError(-2, "Name or service not known")

    monkeypatch.setattr("urllib3.util.connection.socket.getaddrinfo", resolve)
    with pytest.raises(IndexUnreachable, match=r"no.such.host.invalid:9200 can't be"):
        OpenSearch(lambda: address).evaluate(FOLDER, WHOLE)


@pytest.mark.parametrize("failed", [0, 1])
def test_an_answer_of_some_shards_is_a_failure(proxied, hasty, failed):
    proxy, engine = proxied
    assert engine.evaluate(FOLDER, WHOLE).total == 40

    def leave_out(path, answer):
        if "_search" in path:
            answer["_shards"].update(successful=1, failed=failed)
        return answer

    proxy.change = leave_out
    with pytest.raises(IndexUnreachable, match="answered with 1 of 2 shards"):
        engine.evaluate(FOLDER, WHOLE)


def test_an_answer_that_was_broken_off_is_a_failure(proxied, hasty):
    proxy, engine = proxied
    proxy.change = lambda path, answer: (
        {**answer, "timed_out": True} if "_search" in path else answer
    )
    with pytest.raises(IndexUnreachable, match="broke a search off"):
        engine.evaluate(FOLDER, WHOLE)


def test_a_failure_that_passes_is_never_seen(proxied):
    proxy, engine = proxied
    left = [3]

    def fail_at_first(path, answer):
        if "_search" in path and left[0]:
            left[0] -= 1
            answer["_shards"]["successful"] -= 1
        return answer

    proxy.change = fail_at_first
    assert engine.evaluate(FOLDER, WHOLE).total == 40
    assert left == [0]


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ({"number": "7.10.2"}, "is not OpenSearch. Name a cluster of OpenSearch 3"),
        (None, "has a node of version 2.19.3: n1. The archive needs 3.x on all nodes"),
    ],
)
def test_another_version_is_refused_with_the_node_that_has_it(proxied, version, said):
    proxy, engine = proxied

    def pretend(path, answer):
        if path == "/" and version:
            answer["version"] = version
        if path.startswith("/_cat/nodes") and not version:
            answer = [
                {**node, "version": "2.19.3" if node["name"] == "n1" else "3.3.0"}
                for node in answer
            ]
        return answer

    proxy.change = pretend
    refuse_all(engine, said)


@pytest.mark.parametrize("status", [401, 403])
def test_wrong_credentials_are_told_without_the_password(
    proxied, status, caplog, capsys
):
    proxy, engine = proxied
    proxy.refusal = status
    address = replace(engine.cluster.address, user="editor", password="geheim")
    engine = OpenSearch(lambda: address)
    with caplog.at_level(logging.DEBUG):
        refuse_all(engine, rf"refuses user editor \({status}\). Correct user and pass")
    told = caplog.text + "".join(capsys.readouterr()) + repr(address)
    assert "geheim" not in told
    assert "w7" not in told


def test_parts_stay_under_a_megabyte_and_a_smaller_limit_is_named(proxied, hasty):
    proxy, engine = proxied
    words = [f"word{n}" for n in range(20_000)]
    many = [document(pk, *words) for pk in range(100, 112)]
    proxy.limit = 1_000_000
    engine.write(FOLDER, many, ())
    assert max(proxy.sizes) < proxy.limit
    assert engine.evaluate(FOLDER, WHOLE).total == 52
    engine.write(FOLDER, (), [one.pk for one in many])
    assert engine.evaluate(FOLDER, WHOLE).total == 40
    proxy.limit = 5_000
    with pytest.raises(IndexUnwritable, match=r"cuts requests \(413\).*max_body_size"):
        engine.write(FOLDER, many[:1], ())


@pytest.fixture
def own():
    """An engine with an index of its own that may be harmed."""
    address = make_address(shards=1)
    engine = OpenSearch(lambda: address)
    engine.create(FOLDER)
    engine.write(FOLDER, [document(1)], ())
    yield engine
    engine.delete(FOLDER)


def test_a_full_disk_at_the_cluster_refuses_writes_and_answers_on(own):
    name, nodes = f"{own._name_index(FOLDER)}.index", find_nodes()
    for is_full in (True, False):
        block = {"index.blocks.read_only_allow_delete": is_full or None}
        nodes.ask(nodes.hosts[0], f"/{name}/_settings", "PUT", block)
        if is_full:
            with pytest.raises(IndexUnwritable, match=r"flood stage.*Free space"):
                own.write(FOLDER, [document(2)], ())
            assert own.evaluate(FOLDER, WHOLE).total == 1
    own.write(FOLDER, [document(2)], ())
    assert own.evaluate(FOLDER, WHOLE).total == 2


def test_a_part_that_is_refused_names_its_entry_and_the_rest_may_be_sent_again(own):
    odd = replace(document(3), words={"credited": "x" * 40_000})
    with pytest.raises(IndexUnwritable, match=r"refuses entry 3 .*at most 32766"):
        own.write(FOLDER, [document(2), odd, document(4)], ())
    own.write(FOLDER, [document(2), document(3), document(4)], ())
    assert own.evaluate(FOLDER, WHOLE).total == 4


def test_what_a_node_has_no_room_for_is_sent_again_alone(own, monkeypatch):
    sent = []
    write = clusters.Cluster.write

    def answer_full(cluster, method, path, body=None, **params):
        answer = write(cluster, method, path, body, **params)
        if "_bulk" in path:
            sent.append(body.count('{"index"'))
            if len(sent) == 1:
                (result,) = answer["items"][1].values()
                error = {"type": "rejected_execution", "reason": "queue is full"}
                result.update(status=429, error=error)
        return answer

    monkeypatch.setattr(clusters.Cluster, "write", answer_full)
    own.write(FOLDER, map(document, (2, 3, 4)), ())
    assert sent == [3, 1]


def test_documents_that_end_in_an_error_leave_the_index_as_it_was(own):
    def broken():
        yield document(1000)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        own.write(FOLDER, broken(), [1])
    assert own.evaluate(FOLDER, WHOLE).total == 1


def test_an_index_that_is_gone_is_not_made_anew_by_a_write(own):
    own.delete(FOLDER)
    own.delete(FOLDER)
    for _again in range(2):
        with pytest.raises(IndexUnreadable, match="no such index") as told:
            own.write(FOLDER, [document(1)], ())
        assert not isinstance(told.value, IndexUnreachable)
    with pytest.raises(IndexUnreadable, match="no such index"):
        own.evaluate(FOLDER, WHOLE)


def test_the_alias_names_one_generation_and_then_none(own):
    assert own.find_published() == ""
    own.publish(FOLDER)
    assert own.find_published() == "generation-1"
    other = Path("generation-2")
    own.create(other)
    own.publish(other)
    assert own.find_published() == "generation-2"
    assert sorted(own.list_indexes()) == ["generation-1", "generation-2"]
    own.unpublish()
    assert own.find_published() == ""
    own.delete(other)


def test_odd_words_and_halves_of_characters_are_looked_for_as_they_are(own):
    odd = IndexDocument(9, "odd", {"exact": ["a", "n\0l", "\ud800", "x" * 64, "end"]})
    own.write(FOLDER, [odd], ())
    for word, total in (("n\0l", 1), ("", 0), ("end", 1), ("x" * 64, 1), ("a b", 0)):
        node = tree.Term("exact", word)
        assert own.evaluate(FOLDER, SearchRequest(node)).total == total
        assert own.count_documents_with(FOLDER, [("exact", word)])[1] == [total]
    node = tree.Phrase("exact", ("a", ""))
    assert own.evaluate(FOLDER, SearchRequest(node)).total == 0


def test_pages_beyond_what_the_cluster_gives_at_once_are_reached(own, monkeypatch):
    monkeypatch.setattr("archive.search.engines.opensearch.answering.PAGE_LIMIT", 10)
    monkeypatch.setattr("archive.search.engines.opensearch.answering.MOST_VALUES", 5)
    monkeypatch.setattr(writing, "MOST_BYTES", 500)
    own.write(FOLDER, map(document, range(2, 41)), ())
    assert len(own.list_digests(FOLDER)) == 40
    ids = tuple(pk for pk, _score in own.evaluate(FOLDER, WHOLE).page)
    assert sorted(ids) == list(range(1, 41))
    for start in (0, 5, 20, 38, 40, 60):
        part = own.evaluate(FOLDER, replace(WHOLE, start=start, size=7))
        assert part.total == 40
        assert tuple(pk for pk, _score in part.page) == ids[start : start + 7]


def test_more_pairs_than_the_cluster_tells_at_once_are_counted(own, monkeypatch):
    monkeypatch.setattr(
        "archive.search.engines.opensearch.answering.MOST_PAIRED_VALUES", 2
    )
    documents = [
        IndexDocument(
            pk, "", {}, {}, {"first_year": pk % 5}, {"tags": (1 + pk % 3, 4 + pk % 2)}
        )
        for pk in range(1, 41)
    ]
    own.write(FOLDER, documents, ())
    for pair in (PairCount("tags", "first_year"), PairCount("first_year", "tags")):
        request = SearchRequest(pair_counts=(pair,), size=0)
        wanted = oracle.answer(documents, request).pair_counts
        assert own.evaluate(FOLDER, request).pair_counts == wanted


def test_a_node_that_is_killed_changes_no_answer(own):
    nodes = find_nodes()
    own.write(FOLDER, map(document, range(2, 41)), ())
    by_state = SearchRequest(tree.Term("exact", "w1"), partial=WHOLE.tree, enough=2)
    nodes.kill(1)
    try:
        for pk in range(41, 61):
            assert own.evaluate(FOLDER, WHOLE).total == pk - 1
            assert own.evaluate(FOLDER, by_state).total == pk - 1
            own.write(FOLDER, [document(pk)], ())
    finally:
        nodes.start(1)
        nodes.wait_until_whole()
    assert own.evaluate(FOLDER, WHOLE).total == 60
