"""On a cluster, words that readers no longer see go out of the index and out of the
order of hits, and no machine deletes what another has just put aside."""

from __future__ import annotations

import os
from time import time

import pytest

from archive.editorial import withdraw
from archive.models import OutboxRow
from archive.search import process_outbox, reindex, remove_hidden_words
from archive.search.engines.protocol import SearchRequest
from archive.search.engines.query_tree import Or, Term
from archive.search.index.generations import (
    POINTER,
    delete_former_generations,
    get_index_root,
)
from archive.search.index.hidden_words import has_hidden_words
from archive.search.index.live_index import evaluate_request
from tests.factories import make_article, make_user, published
from tests.indexes import index_at

pytestmark = pytest.mark.django_db


def list_scores():
    tree = Or((Term("exact", "kamera"), Term("exact", "tor")))
    return evaluate_request(SearchRequest(tree=tree)).page


def let_pass(seconds):
    """As if this machine's pointer were older."""
    at = time() - seconds
    os.utime(get_index_root() / POINTER, (at, at))


def test_words_of_a_withdrawn_entry_do_not_weigh_in_the_order_of_hits(cluster):
    kept = [published(make_article(title=f"Kamera am Tor {n}")) for n in range(4)]
    gone = [published(make_article(title=f"Kamera {n} Tor Tor")) for n in range(4)]
    reindex()
    for article in gone:
        withdraw(article, make_user(f"dora{article.pk}", "publisher"), "A test.")
    OutboxRow.objects.add(article.pk for article in gone)
    process_outbox()
    assert has_hidden_words()
    assert remove_hidden_words()
    scores = list_scores()
    assert {pk for pk, _score in scores} == {article.pk for article in kept}
    reindex()
    assert list_scores() == scores
    assert not has_hidden_words()


def test_a_machine_with_an_old_pointer_leaves_what_another_has_just_put_aside(
    cluster, tmp_path
):
    published(make_article(title="Kamera"))
    with index_at(tmp_path / "second"):
        reindex()
        let_pass(3600)
    reindex()
    with index_at(tmp_path / "second"):
        delete_former_generations(30)
    delete_former_generations(30)
    assert sorted(cluster.list_indexes()) == ["generation-1", "generation-2"]
    let_pass(31)
    delete_former_generations(30)
    assert cluster.list_indexes() == ["generation-2"]
