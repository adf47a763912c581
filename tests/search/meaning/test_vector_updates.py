"""Vectors follow the word index, whatever wrote it."""

from __future__ import annotations

import pytest

from archive.models import Article, Entry, OutboxRow, Passage
from archive.search import VectorUpdates, clear_whole_index, process_outbox, reindex
from archive.search.meaning import passage_vectors, vector_updates
from archive.search.meaning.passage_vectors import (
    get_list_path,
    list_segment_files,
    open_vectors,
)
from archive.search.meaning.vector_segments import digest_text
from archive.search.meaning.vector_updates import drop_stale_vectors, split_long_text
from tests.factories import make_article, make_photo, make_source, published
from tests.meaning import bring_up_to_date

SENTENCE = "Police put up cameras at the market."


def list_rows():
    rows = open_vectors().iter_rows()
    return {(row.entry, row.language, row.digest) for row in rows}


def read_files():
    return b"".join(path.read_bytes() for path in list_segment_files())


def row_of(entry, text, language="en"):
    return entry.pk, language, digest_text(text)


@pytest.fixture
def encoded(monkeypatch):
    """The texts that were encoded, in order."""
    texts = []
    encode = vector_updates.encode_texts

    def noted(pieces):
        texts.extend(pieces)
        return encode(pieces)

    monkeypatch.setattr(vector_updates, "encode_texts", noted)
    return texts


def say_in_languages(article):
    """Passages in several languages, of which the model knows two."""
    for number, (text, language) in enumerate(
        [
            ("Die Polizei stellte Kameras auf.", "de-CH"),
            ("警方安装摄像头。", "zh-Hant"),
            ("ساقچىلار كامېرا ئورناتتى", "ug"),  # the model does not know it
            ("Too short", "und"),
        ]
    ):
        Passage.objects.create(
            article=article,
            anchor=f"p{number}",
            position=number,
            verbatim=text,
            language=language,
        )


@pytest.mark.django_db
def test_titles_summaries_captions_and_passages_have_vectors_and_names_have_none():
    article = published(
        make_article(
            title="Cameras at the gate",
            summary=SENTENCE,
            byline="Somebody Important",
            kicker="x",
            language="en-GB",
        )
    )
    say_in_languages(article)
    photo = published(
        make_photo(
            title="A photo",
            caption="Cameras above a market",
            credit_line="Photo: Agency Name Long",
            language="en",
        )
    )
    source = published(
        make_source(
            title="Tender for cameras",
            publisher="Bureau of Cameras",
            language="en",
            original_url="https://www.longhost.example/",
        )
    )
    reindex()
    bring_up_to_date()
    assert list_rows() == {
        row_of(article, "Cameras at the gate"),
        row_of(article, SENTENCE),
        row_of(article, "Die Polizei stellte Kameras auf.", "de"),
        row_of(article, "警方安装摄像头。", "zh-Hans"),
        row_of(photo, "Cameras above a market"),
        row_of(source, "Tender for cameras"),
    }


@pytest.mark.django_db
def test_text_for_editors_only_has_no_vector():
    article = published(
        make_article(
            title="Cameras at the gate",
            language="en",
            text_access=Article.TextAccess.EDITORS,
        )
    )
    Passage.objects.create(article=article, anchor="p1", position=1, verbatim=SENTENCE)
    reindex()
    bring_up_to_date()
    assert list_rows() == {row_of(article, "Cameras at the gate")}


@pytest.mark.django_db
def test_only_what_changed_is_encoded_again(encoded):
    article = published(make_article(title="Cameras at the gate", language="en"))
    passage = Passage.objects.create(
        article=article, anchor="p1", position=1, verbatim=SENTENCE
    )
    other = published(make_article(title="Another gate at a road", language="en"))
    reindex()
    bring_up_to_date()
    assert sorted(encoded) == [
        "Another gate at a road",
        "Cameras at the gate",
        SENTENCE,
    ]
    encoded.clear()
    passage.verbatim = "Police took the cameras down."
    passage.save()
    OutboxRow.objects.add([article.pk])
    bring_up_to_date()
    assert encoded == ["Police took the cameras down."]
    assert list_rows() == {
        row_of(article, "Cameras at the gate"),
        row_of(article, "Police took the cameras down."),
        row_of(other, "Another gate at a road"),
    }
    reindex()
    bring_up_to_date()
    assert encoded == ["Police took the cameras down."]


@pytest.mark.django_db
def test_a_large_archive_is_encoded_in_parts(monkeypatch):
    monkeypatch.setattr(vector_updates, "ENTRIES_PER_UPDATE", 2)
    made = [
        published(make_article(title=f"Cameras at gate {n}", language="en"))
        for n in range(5)
    ]
    reindex()
    updates = VectorUpdates()
    assert [updates.update() for _n in range(4)] == [3, 1, 0, 0]
    assert len(list_rows()) == len(made)


@pytest.mark.django_db
def test_nothing_is_read_or_written_while_the_index_stays(django_assert_num_queries):
    published(make_article(title="Cameras at the gate", language="en"))
    reindex()
    updates = VectorUpdates()
    while updates.update():
        pass
    before = get_list_path().stat().st_mtime_ns
    with django_assert_num_queries(0):
        assert updates.update() == 0
    assert get_list_path().stat().st_mtime_ns == before


@pytest.mark.django_db
def test_what_is_erased_is_dropped_from_the_file_without_the_model(encoded):
    article = published(make_article(title="Cameras at the gate", language="en"))
    gone = published(make_article(title="A secret at the gate", language="en"))
    reindex()
    bring_up_to_date()
    encoded.clear()
    Entry.objects.filter(pk=gone.pk).update(status="draft")
    OutboxRow.objects.add([gone.pk])
    process_outbox()
    assert digest_text("A secret at the gate") in read_files()
    drop_stale_vectors()
    assert digest_text("A secret at the gate") not in read_files()
    assert list_rows() == {row_of(article, "Cameras at the gate")}
    assert encoded == []


@pytest.mark.django_db
def test_a_change_writes_only_the_segments_that_it_is_in(monkeypatch):
    monkeypatch.setattr(passage_vectors, "ROWS_PER_SEGMENT", 2)
    made = [
        published(make_article(title=f"Cameras at gate {n}", language="en"))
        for n in range(4)
    ]
    reindex()
    bring_up_to_date()
    before = {path.name: path.stat().st_ino for path in list_segment_files()}
    assert len(before) == 2
    Entry.objects.filter(pk=made[0].pk).update(title="A secret at the gate")
    OutboxRow.objects.add([made[0].pk])
    bring_up_to_date()
    after = {path.name: path.stat().st_ino for path in list_segment_files()}
    assert len(after.items() & before.items()) == 1
    assert len(after) == 2
    assert digest_text("Cameras at gate 0") not in read_files()
    assert {row.entry for row in open_vectors().iter_rows()} == {one.pk for one in made}


@pytest.mark.django_db
def test_a_cleared_index_takes_the_vectors_along():
    published(make_article(title="Cameras at the gate", language="en"))
    reindex()
    bring_up_to_date()
    assert list_rows()
    clear_whole_index()
    VectorUpdates().update()
    assert not get_list_path().exists() and not list_segment_files()


@pytest.mark.django_db
def test_where_it_is_switched_off_nothing_is_encoded(settings, encoded):
    published(make_article(title="Cameras at the gate", language="en"))
    reindex()
    settings.SEARCHES_BY_MEANING = False
    bring_up_to_date()
    assert encoded == [] and list_rows() == set()


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("", [0]),
        ("a" * 1_000, [1_000]),
        ("a" * 1_001, [1_000, 1]),
        ("a" * 700 + ". " + "b" * 700, [701, 701]),
        ("字" * 600 + "。" + "字" * 600, [601, 600]),
        (("word " * 300).strip(), [1_000, 499]),
    ],
)
def test_a_long_text_is_cut_where_a_sentence_or_word_ends(text, lengths):
    pieces = list(split_long_text(text))
    assert "".join(pieces) == text
    assert [len(piece) for piece in pieces] == lengths
