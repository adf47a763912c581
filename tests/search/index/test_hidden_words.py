"""Words that readers no longer see go out of the index: out of its files, and out of
the order of hits."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from archive.editorial import (
    publish,
    record_creation,
    redact_words,
    restore_words,
    submit,
    withdraw,
)
from archive.models import Entry, OutboxRow, Passage, Redaction
from archive.search import process_outbox, reindex, remove_hidden_words
from archive.search.engines.protocol import SearchRequest
from archive.search.engines.query_tree import Or, Term
from archive.search.index import generations, index_worker, live_writes
from archive.search.index.generations import get_index_root, get_live_generation
from archive.search.index.hidden_words import has_hidden_words
from archive.search.index.live_index import evaluate_request, get_engine
from tests.factories import make_article, make_user
from tests.indexes import index_with

pytestmark = [pytest.mark.django_db, pytest.mark.only_on_sqlite("the index's files")]
WORD = "zweigstellenleiter"
ENGINES = ("whoosh", "tantivy")


@pytest.fixture(params=ENGINES)
def engine(request, settings, index, tmp_path):
    with index_with(request.param, tmp_path / "index", settings):
        yield request.param


@pytest.fixture
def dora(db):
    return make_user("dora", "publisher")


def make_published(title, text):
    """A public article with a passage, in the index only with the next index worker."""
    made = make_article(title=title, language="de")
    Passage.objects.create(article=made, anchor="p1", position=1, verbatim=text)
    record_creation(made, None)
    submit(made, None)
    publish(made, None)
    return made


def make_articles(engine):
    """Five public articles in one index, the last with a word of its own."""
    assert get_engine().name == engine
    made = [make_published(f"Kamera {n}", "Eine Kamera am Tor.") for n in range(4)]
    made.append(make_published("Kamera 4", f"Der {WORD} und noch einer."))
    reindex()
    return made


ARCHIVES = {engine: partial(make_articles, engine) for engine in ENGINES}


@pytest.fixture
def articles(engine, make_once):
    return make_once(ARCHIVES[engine])


def list_files_with_word():
    return [
        path
        for path in get_index_root().rglob("*")
        if path.is_file() and WORD.encode() in path.read_bytes()
    ]


def withdraw_last(articles, dora):
    withdraw(articles[-1], dora, "A test.")


def redact_last(articles, dora):
    redact_words(articles[-1], dora, WORD, "A test.")


def close_text(articles, dora):
    articles[-1].text_access = "editors"
    articles[-1].save()
    OutboxRow.objects.add([articles[-1].pk])


def hide_passage(articles, dora):
    Passage.objects.filter(article=articles[-1]).update(audience="editors")
    OutboxRow.objects.add([articles[-1].pk])


def leave_passage_out(articles, dora):
    Passage.objects.filter(article=articles[-1]).update(left_out_because="An advert.")
    OutboxRow.objects.add([articles[-1].pk])


def set_embargo(articles, dora):
    tomorrow = timezone.now() + timedelta(days=1)
    Entry.objects.filter(pk=articles[-1].pk).update(embargo_until=tomorrow)
    OutboxRow.objects.add([articles[-1].pk])


def return_to_draft(articles, dora):
    OutboxRow.objects.add([articles[-1].pk])
    Entry.objects.filter(pk=articles[-1].pk).update(status="draft")


HIDING = [
    withdraw_last,
    redact_last,
    close_text,
    hide_passage,
    leave_passage_out,
    set_embargo,
    return_to_draft,
]


@pytest.mark.parametrize("hide", HIDING)
def test_words_that_were_hidden_are_in_no_file_once_the_index_worker_came(
    hide, articles, dora
):
    assert list_files_with_word()
    hide(articles, dora)
    process_outbox()
    assert has_hidden_words()
    assert remove_hidden_words()
    generations.delete_former_generations()
    assert list_files_with_word() == []
    assert not remove_hidden_words()
    # It answers as an index that never had them.
    scores = list_scores()
    reindex()
    assert list_scores() == scores


def list_scores():
    """The hits of some words with their scores: rarity and length of texts weigh."""
    trees = [
        Or(tuple(Term("exact", word) for word in words.split()))
        for words in ("kamera tor", "kamera noch 4", f"kamera {WORD}")
    ]
    return [evaluate_request(SearchRequest(tree=tree)).page for tree in trees]


def save_draft(articles, dora):
    draft = make_article(title=f"Kein {WORD}")
    OutboxRow.objects.add([draft.pk])


def rename(articles, dora):
    Entry.objects.filter(pk=articles[-1].pk).update(title="Drohne")
    OutboxRow.objects.add([articles[-1].pk])


def leave_junk_out(articles, dora):
    Passage.objects.create(
        article=articles[-1],
        anchor="p9",
        position=9,
        verbatim="Werbung",
        left_out_because="An advert.",
    )
    OutboxRow.objects.add([articles[-1].pk])


def show_again(articles, dora):
    redact_last(articles, dora)
    restore_words(Redaction.objects.get(), dora, "A test.")


def add_closed_article(articles, dora):
    made = make_published("Drohne", "Nichts.")
    made.text_access = "editors"
    made.save()
    made.revisions.update(public_version=None)
    OutboxRow.objects.add([made.pk])


@pytest.mark.parametrize(
    "change", [save_draft, rename, leave_junk_out, show_again, add_closed_article]
)
def test_an_index_without_hidden_words_is_not_built_again(change, articles, dora):
    change(articles, dora)
    process_outbox()
    assert not has_hidden_words()
    before = get_live_generation()
    assert not remove_hidden_words()
    assert get_live_generation() == before


def test_a_commit_that_fails_leaves_the_note(articles, dora, monkeypatch):
    """The note comes first: a crash between the two must not lose it."""
    withdraw_last(articles, dora)

    class KilledError(Exception):
        pass

    class DyingEngine:
        def __getattr__(self, name):
            return getattr(live_engine, name)

        def write(self, *_arguments):
            raise KilledError

    live_engine = live_writes.get_engine()
    monkeypatch.setattr(live_writes, "get_engine", DyingEngine)
    with pytest.raises(KilledError):
        process_outbox()
    assert has_hidden_words()


def test_what_is_hidden_while_the_index_is_built_anew_goes_too(
    articles, dora, monkeypatch
):
    """The entry is in the new generation already when it is withdrawn."""
    withdraw(articles[0], dora, "A test.")
    process_outbox()

    def withdraw_meanwhile(done, _expected):
        if done == 4:
            withdraw_last(articles, dora)
            process_outbox()

    reindex(withdraw_meanwhile)
    assert has_hidden_words()
    assert remove_hidden_words()
    generations.delete_former_generations()
    assert list_files_with_word() == []


def test_a_reader_who_is_just_opening_the_index_before_finds_it(articles, dora):
    withdraw_last(articles, dora)
    process_outbox()
    before = get_live_generation()
    remove_hidden_words()
    assert get_live_generation() != before
    assert not remove_hidden_words()
    assert before.is_dir()
    index_worker.delete_former_generations(0)
    assert not before.exists()


def test_the_note_waits_while_another_rebuild_runs(articles, dora):
    withdraw_last(articles, dora)
    process_outbox()
    with generations.hold_rebuild_lock():
        assert not remove_hidden_words()
    assert has_hidden_words()
    assert remove_hidden_words()
