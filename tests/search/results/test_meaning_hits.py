"""Passages in other languages that mean what was searched for stand beside the hits."""

from __future__ import annotations

import pytest

from archive import editorial
from archive.filters import Choice, SearchFilters, make_choices
from archive.models import Entry, OutboxRow, Passage
from archive.search import ask_by_meaning, find_by_meaning, search
from archive.search.meaning.encoder_socket import get_socket_path
from archive.search.meaning.passage_vectors import list_segment_files, open_vectors
from tests.factories import make_article, make_event, published
from tests.meaning import bring_up_to_date, run_encoder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("encoder")]
GERMAN = (
    "Die Polizei hat auf dem Markt Kameras mit Gesichtserkennung aufgestellt.",
    "Der Bäcker am Bahnhof verkauft frisches Brot und süsse Kuchen.",
)
CHINESE = ("警方在市场安装了人脸识别摄像头。", "这家餐馆的牛肉面很好吃，价格也便宜。")
ENGLISH = ("Police put up cameras with facial recognition at the market.",)
QUERY = "facial recognition cameras of the police"


@pytest.fixture
def encoder():
    """A process that encodes queries."""
    with run_encoder():
        yield


def says(text, language, **fields):
    """A public article with one passage."""
    article = published(make_article(title=text[:9], language=language, **fields))
    Passage.objects.create(article=article, anchor="p1", position=1, verbatim=text)
    OutboxRow.objects.add([article.pk])
    return article


@pytest.fixture
def archive():
    """What the texts say → its entry."""
    texts = [(text, "de-CH") for text in GERMAN]
    texts += [(text, "zh-Hans") for text in CHINESE]
    texts += [(text, "en") for text in ENGLISH]
    articles = {text: says(text, language) for text, language in texts}
    bring_up_to_date()
    return articles


def ask(filters, language="en", shown=()):
    with ask_by_meaning(filters) as asked:
        return find_by_meaning(filters, language, asked, shown)


def find(q=QUERY, language="en", shown=(), **chosen):
    hits = ask(SearchFilters(q=q, **chosen), language, shown)
    return [hit.excerpt for hit in hits if hit.is_certain]


def list_encoded():
    return {row.entry for row in open_vectors().iter_rows()}


def test_a_question_finds_what_says_it_in_other_languages_and_nothing_else(archive):
    assert set(find()) == {GERMAN[0], CHINESE[0]}
    assert set(find("警察的人脸识别摄像头")) == {GERMAN[0], ENGLISH[0]}
    found = find("Wo hat die Polizei Kameras mit Gesichtserkennung aufgestellt?")
    assert set(found) == {CHINESE[0], ENGLISH[0]}


@pytest.mark.parametrize(
    ("q", "interface", "found"),
    [
        ("Polizei Kameras Gesichtserkennung", "en", {ENGLISH[0], CHINESE[0]}),
        ("police cameras facial recognition", "de", {GERMAN[0], CHINESE[0]}),
    ],
)
def test_words_are_of_the_language_whose_texts_say_them(archive, q, interface, found):
    assert set(find(q, interface)) == found


def test_what_is_less_near_is_offered_apart(archive):
    near = says("Die Stadt filmt den Bahnhof rund um die Uhr.", "de")
    bring_up_to_date()
    hits = ask(SearchFilters(q="cameras watch the streets of the town"))
    by_certainty = [hit.is_certain for hit in hits]
    assert by_certainty == sorted(by_certainty, reverse=True)
    assert near.pk in {hit.entry.pk for hit in hits}
    assert archive[CHINESE[1]].pk not in {hit.entry.pk for hit in hits}


def test_a_hit_leads_to_its_paragraph_and_names_its_language(archive):
    hits = ask(SearchFilters(q=QUERY))
    by_text = {hit.excerpt: hit for hit in hits}
    assert by_text[GERMAN[0]].anchor == "p1"
    assert by_text[GERMAN[0]].language == "de-CH"
    assert by_text[GERMAN[0]].entry.pk == archive[GERMAN[0]].pk


@pytest.mark.parametrize(
    "q",
    [
        "best hiking boots",
        "Steuererklärung ausfüllen",
        "piano lessons",
        "如何修理自行车",
        "zzzz",
        "?",
        "",
    ],
)
def test_nothing_is_found_where_nothing_is_near(archive, q):
    assert find(q) == []


@pytest.mark.parametrize(
    "chosen",
    [
        {"q": f'"{QUERY}"'},
        {"q": "cameras AND police"},
        {"q": "cameras OR police at the market"},
        {"q": "facial recognition cameras -police"},
        {"q": "title:cameras facial recognition police"},
        {"page": 2},
        {"sort": "date"},
        {"expand": False},
    ],
)
def test_whoever_asks_for_exact_words_or_goes_on_is_shown_words_only(archive, chosen):
    assert find(**chosen) == []


def test_the_filters_hold_for_what_is_found_by_meaning(archive):
    assert find(languages=make_choices("de")) == [GERMAN[0]]
    assert find(languages=(Choice("de", excluded=True),)) == [CHINESE[0]]
    assert find(kinds=make_choices("photo")) == []


def test_what_the_words_found_is_not_shown_again(archive):
    assert find(shown={archive[GERMAN[0]].pk}) == [CHINESE[0]]


def test_the_hits_of_the_words_are_the_same_without_it(archive, settings):
    with_it = search(SearchFilters(q=QUERY))
    settings.SEARCHES_BY_MEANING = False
    without = search(SearchFilters(q=QUERY))
    assert find() == []
    assert [hit.entry.pk for hit in with_it.hits] == [h.entry.pk for h in without.hits]
    assert (with_it.total, with_it.facets) == (without.total, without.facets)


def test_a_withdrawal_takes_effect_before_anything_is_encoded_anew(archive, admin_user):
    gone = Entry.objects.get(pk=archive[GERMAN[0]].pk)
    editorial.withdraw(gone, admin_user, "A source is at risk.")
    assert find() == [CHINESE[0]]
    assert gone.pk in list_encoded()  # the database decides
    bring_up_to_date()
    assert gone.pk not in list_encoded()
    assert find() == [CHINESE[0]]


def test_a_passage_that_changed_is_not_found_by_what_it_said(archive):
    Passage.objects.filter(article=archive[GERMAN[0]]).update(
        verbatim="Die Polizei hat auf dem Markt █████ aufgestellt."
    )
    assert find() == [CHINESE[0]]


def test_a_withheld_passage_is_not_found(archive):
    Passage.objects.filter(article=archive[GERMAN[0]]).update(audience="editors")
    assert find() == [CHINESE[0]]


def test_hidden_entries_have_no_vectors(archive):
    before = [path.read_bytes() for path in list_segment_files()]
    for state in ("draft", "in_review", "withdrawn"):
        hidden = make_event(title=GERMAN[0], language="de", status=state)
        OutboxRow.objects.add([hidden.pk])
    bring_up_to_date()
    assert [path.read_bytes() for path in list_segment_files()] == before


def test_without_a_process_that_encodes_nothing_is_found(archive, tmp_path):
    path = get_socket_path()
    path.rename(tmp_path / "elsewhere")
    try:
        assert find() == []
    finally:
        (tmp_path / "elsewhere").rename(path)
