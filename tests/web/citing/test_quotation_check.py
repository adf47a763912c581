"""A sentence is found where it stands, in the newest version or an old one."""

from __future__ import annotations

import re
from html import unescape

import pytest

from archive.editorial import correct, publish
from archive.models import Article, Entry, FormerWord, OutboxRow, Passage, Photo
from archive.quotations import _matching as comparing
from archive.quotations import check_quotation
from archive.search import process_outbox
from tests.factories import make_article
from tests.web.versions.test_version_pages import make_corrected_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def indexed(make_once):
    return make_once(make_indexed_article)


def make_indexed_article():
    made = make_corrected_article()
    process_outbox()
    return made


def told(text):
    return [
        (said.anchor, place.how, said.numbers, said.is_current)
        for said, place in check_quotation(text).matches
    ]


@pytest.mark.parametrize(
    ("text", "anchor", "how", "numbers", "current"),
    [
        ("It stood open.", "p2", "exact", (1, 2), True),
        ("it  stood OPEN", "p2", "words", (1, 2), True),
        ("The base held 2.565.724 names.", "p1", "exact", (2,), True),
        ("“The base held 2,565,724 names.”", "p1", "words", (2,), True),
        ("The base held 2.565.742 names.", "p1", "exact", (1, 2), True),
        ("The huge base held 2.565.724 names", "p1", "nearly", (2,), True),
        ("A camera.", "", None, None, None),
    ],
)
def test_a_sentence_is_found_word_for_word_or_nearly(
    indexed, text, anchor, how, numbers, current
):
    found = told(text)
    if how is None:
        assert found == []  # two words are too short
    else:
        assert found[0] == (anchor, how, numbers, current)


def test_a_passage_that_was_removed_is_found_in_its_version(indexed):
    Passage.objects.filter(article=indexed, anchor="p2").update(verbatim="x")
    Entry.objects.filter(pk=indexed.pk).update(version=3)  # v2 is replaced too
    assert told("It stood open.")[0][0] == "p2"


def test_what_differs_is_told(client, indexed):
    page = client.get("/quotations/", {"q": "The base held 9 million names."})
    text = unescape(page.content.decode())
    assert "<del>" in text and "2.565.724" in text
    assert f"/entries/{indexed.id_code}/v2/#p1" in text


@pytest.mark.parametrize("hide", ["passage", "text", "entry"])
def test_what_is_hidden_is_not_confirmed(indexed, hide):
    if hide == "passage":
        Passage.objects.filter(article=indexed).update(audience="editors")
    elif hide == "text":
        Article.objects.filter(pk=indexed.pk).update(text_access="editors")
    else:
        Entry.objects.filter(pk=indexed.pk).update(audience="editors")
    assert told("It stood open.") == []
    assert told("The base held 2.565.742 names.") == []


def test_a_hidden_entry_is_not_told_by_its_old_versions(indexed):
    Entry.objects.all().update(status="withdrawn")
    assert told("It stood open.") == []
    assert Photo.objects.count() == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a b",
        '"',
        "((( ))) NOT OR",
        "region: tag:",
        "\0\0",
        "人脸识别系统",
        "x" * 5000,
        "<script>alert(1)</script> one two",
        "-a -b -c",
        "🙂 🙂 🙂 🙂",
        "%s %d {} []",
    ],
)
def test_nothing_that_is_pasted_is_an_error(client, indexed, text):
    answer = client.get("/quotations/", {"q": text})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_a_cited_passage_has_its_words_for_other_programs(client, indexed):
    page = client.get(f"/entries/{indexed.id_code}/cite/?passage=p2")
    text = unescape(page.content.decode())
    assert '"type": "TextQuoteSelector"' in text and '"exact": "It stood open."' in text
    assert f"/entries/{indexed.id_code}/v2/#:~:text=It%20stood%20open." in text


def test_a_sentence_that_only_a_replaced_version_says_is_found_there(indexed):
    copy = correct(Entry.objects.get(pk=indexed.pk), None)
    Passage.objects.filter(article=copy.pk, anchor="p2").update(verbatim="Gone.")
    publish(copy, None)
    OutboxRow.objects.all().delete()  # the index knows neither text
    Entry.objects.filter(pk=indexed.pk).update(title="Renamed")
    assert FormerWord.objects.filter(word="stood", entry=indexed.pk).exists()
    anchor, how, numbers, current = told("It stood open.")[0]
    assert (anchor, how, current) == ("p2", "exact", False)
    assert max(numbers) < Entry.objects.get(pk=indexed.pk).version


def test_hidden_entries_with_the_same_words_do_not_keep_it_from_being_found(indexed):
    copy = correct(Entry.objects.get(pk=indexed.pk), None)
    Passage.objects.filter(article=copy.pk, anchor="p2").update(verbatim="Gone.")
    publish(copy, None)
    process_outbox()  # the index knows only the new text
    for _n in range(20):  # as many as are read
        hidden = make_article()
        for word in ("it", "stood", "open"):
            FormerWord.objects.create(entry=hidden, word=word)
    assert told("It stood open.")[0][:2] == ("p2", "exact")


def test_what_a_replaced_version_says_is_cited_at_that_version(client, indexed):
    copy = correct(Entry.objects.get(pk=indexed.pk), None)
    Passage.objects.filter(article=copy.pk, anchor="p2").update(verbatim="It was shut.")
    publish(copy, None)
    process_outbox()
    page = client.get("/quotations/", {"q": "It stood open."}).content.decode()
    assert f"/entries/{indexed.id_code}/v2/?passage=p2#h-cite" in unescape(page)


def test_what_is_said_nearly_is_not_counted_as_said(client, indexed):
    page = client.get("/quotations/", {"q": "The huge base held 2.565.724 names."})
    text = page.content.decode()
    assert "Not found word for word" in text and "Found in" not in text
    assert re.search(r"\d similar passages?", text)


def test_a_full_stop_that_is_there_is_not_told_as_missing(indexed):
    _said, place = check_quotation("The huge base held 2.565.724 names.").matches[0]
    assert [p.text for p in place.pieces if p.change == "removed"] == ["huge "]


def test_the_likest_stands_first_also_where_it_was_replaced(indexed):
    shares = [
        place.share for _said, place in check_quotation("The base held 2 names").matches
    ]
    assert shares and shares == sorted(shares, reverse=True)


@pytest.mark.parametrize(
    ("quoted", "text"),
    [
        ("的" * 1_000, "的人在的国的" * 8_000),  # 333 and more pairs for each character
        ("的人" * 500, "的国" * 600),  # few in all, too many in the stretch
    ],
)
def test_frequent_words_cost_no_more_than_a_bound(monkeypatch, quoted, text):
    compared = []
    matcher = comparing.SequenceMatcher

    def counted(_junk, one, other, **more):
        compared.append(len(one) * len(other))
        return matcher(_junk, one, other, **more)

    monkeypatch.setattr(comparing, "SequenceMatcher", counted)
    quotation = comparing.Quotation(quoted)
    assert quotation.find_in(text) is None
    assert quotation.is_spent and len(compared) <= 1
    assert quotation.find_in(f"{text}。{quoted}") is not None  # it stands there whole


def test_a_quotation_of_frequent_words_is_told(client, indexed, monkeypatch):
    monkeypatch.setattr(comparing, "MAX_WORD_PAIRS", 0)
    page = client.get("/quotations/", {"q": "The huge base held 2.565.724 names"})
    assert "words of this quotation are very common" in page.content.decode()
