"""Entries in other languages that mean the same stand apart from those that share
words."""

from __future__ import annotations

import pytest

from archive import editorial
from archive.models import Citation, Entry, OutboxRow, Passage
from archive.search import find_similar_entries
from tests.factories import make_article, make_source, published
from tests.meaning import bring_up_to_date
from tests.page_text import list_lines

pytestmark = pytest.mark.django_db
CAMERAS = {
    "en": "Police put up cameras with facial recognition at the market in Hotan.",
    "de": "Die Polizei hat auf dem Markt in Hotan Kameras mit Gesichtserkennung "
    "aufgestellt.",
    "zh-Hans": "警方在和田的市场安装了带人脸识别的摄像头。",
}
NEAR = "Die Polizei überwacht den Bahnhof mit Videokameras, die Gesichter erkennen."
OTHER = {
    "de": "Der Bäcker am Bahnhof verkauft frisches Brot und süsse Kuchen.",
    "zh-Hans": "这家餐馆的牛肉面很好吃，价格也便宜。",
}


def says(text, language):
    article = published(make_article(title=text[:40], language=language))
    Passage.objects.create(article=article, anchor="p1", position=1, verbatim=text)
    OutboxRow.objects.add([article.pk])
    return article


@pytest.fixture
def archive():
    """What a text says → its entry."""
    texts = [*CAMERAS.items(), ("de", NEAR), *OTHER.items()]
    made = {text: says(text, language) for language, text in texts}
    bring_up_to_date()
    return made


def similar(entry):
    whole = Entry.objects.with_vocabulary().get(pk=entry.pk)
    found = find_similar_entries(whole).by_meaning
    return {one.pk for one, is_same in found if is_same}, {
        one.pk for one, is_same in found if not is_same
    }


def test_translations_are_nearly_the_same_and_other_things_are_not_there(archive):
    same, alike = similar(archive[CAMERAS["en"]])
    assert same == {archive[CAMERAS["de"]].pk, archive[CAMERAS["zh-Hans"]].pk}
    assert alike <= {archive[NEAR].pk}
    same, alike = similar(archive[CAMERAS["zh-Hans"]])
    assert same == {archive[CAMERAS["de"]].pk, archive[CAMERAS["en"]].pk}


def test_within_one_language_the_words_stay_alone(archive):
    same, alike = similar(archive[CAMERAS["de"]])
    assert archive[NEAR].pk not in same | alike


def test_what_the_page_links_already_is_left_out(archive):
    source = published(make_source(title=CAMERAS["de"], language="de"))
    Citation.objects.create(entry=archive[CAMERAS["en"]], source=source)
    OutboxRow.objects.add([source.pk])
    bring_up_to_date()
    same, alike = similar(archive[CAMERAS["en"]])
    assert source.pk not in same | alike
    same, _alike = similar(archive[CAMERAS["zh-Hans"]])
    assert source.pk in same


def test_a_withdrawn_entry_is_gone_at_once(archive, admin_user):
    gone = Entry.objects.get(pk=archive[CAMERAS["de"]].pk)
    editorial.withdraw(gone, admin_user, "A source is at risk.")
    same, alike = similar(archive[CAMERAS["en"]])
    assert gone.pk not in same | alike
    assert same == {archive[CAMERAS["zh-Hans"]].pk}


def test_where_it_is_switched_off_there_are_none(archive, settings):
    settings.SEARCHES_BY_MEANING = False
    assert similar(archive[CAMERAS["en"]]) == (set(), set())


def test_the_page_says_that_a_model_compared_them(client, archive):
    entry = archive[CAMERAS["en"]]
    page = client.get(entry.get_absolute_url()).content.decode()
    lines = list_lines(page)
    at = lines.index("Probably the same text in other languages")
    assert lines[at + 1] == "A language model compared the texts."
    assert archive[CAMERAS["de"]].get_absolute_url() in page
    assert archive[OTHER["de"]].get_absolute_url() not in page
