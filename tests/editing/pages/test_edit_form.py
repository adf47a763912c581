"""What is typed into the form of a record is never lost, and is nobody else's."""

from __future__ import annotations

import pytest

from archive.editorial import (
    correct,
    discard,
    keep_fields,
    open_form,
    publish,
    record_creation,
    record_edit,
    submit,
)
from archive.models import Article, Correction, Entry, Passage, UnfinishedForm
from tests.admin.forms import fields
from tests.factories import make_article, published

pytestmark = pytest.mark.django_db
ADD = "/desk/articles/new/"


@pytest.fixture
def draft(anna):
    made = make_article(title="A draft", language="en")
    Passage.objects.create(article=made, anchor="p1", position=1, verbatim="Body.")
    record_creation(made, anna[1])
    return Article.objects.get(pk=made.pk)


def address(entry, page=""):
    return f"/desk/{entry.kind}s/{entry.id_code}/{page and f'{page}/'}"


def open_page(browser, path):
    page = browser.get(path)
    assert page.status_code == 200
    return fields(page)


def keep_for_later(browser, path, typed):
    form = open_page(browser, path)
    return browser.post(path, {**form, **typed, "keep_for_later": "1"})


def count_revisions(entry):
    return entry.revisions.count()


def test_what_is_kept_for_later_comes_back_and_changes_nothing(anna, draft):
    browser, _editor = anna
    typed = {"title": "Half a", "passages-1-verbatim": "A new one.", "date": "no date"}
    before = count_revisions(draft)
    answer = keep_for_later(browser, address(draft), typed)
    assert answer["Location"] == "/desk/"
    assert "Half a" in browser.get("/desk/").content.decode()
    assert fields(browser.get(address(draft))).items() >= typed.items()
    draft.refresh_from_db()
    assert (draft.title, count_revisions(draft)) == ("A draft", before)


def test_nobody_else_sees_it_but_colleagues_learn_that_it_is_there(anna, dora, draft):
    keep_for_later(anna[0], address(draft), {"title": "For me alone"})
    page = dora[0].get(address(draft)).content.decode()
    assert "For me alone" not in page
    assert "anna has this form open." in page
    assert "dora has this form open." in anna[0].get(address(draft)).content.decode()
    assert "For me alone" not in dora[0].get("/desk/").content.decode()
    (kept,) = UnfinishedForm.objects.touched()
    assert dora[0].get(kept.get_absolute_url()).status_code == 404


def test_a_refused_form_is_kept_and_comes_back_another_day(anna, draft):
    browser, _editor = anna
    form = open_page(browser, address(draft))
    refused = browser.post(address(draft), {**form, "title": "Good", "date": "qwertz"})
    assert refused.status_code == 200 and "qwertz" in refused.content.decode()
    again = open_page(browser, address(draft))
    assert (again["title"], again["date"]) == ("Good", "qwertz")


def test_what_is_saved_is_unfinished_no_more(anna, draft):
    browser, _editor = anna
    keep_for_later(browser, address(draft), {"title": "Better"})
    form = open_page(browser, address(draft))
    assert browser.post(address(draft), form).status_code == 302
    draft.refresh_from_db()
    assert draft.title == "Better"
    assert not UnfinishedForm.objects.touched().exists()
    assert "unsaved" not in browser.get(address(draft)).content.decode()


def test_discarded_text_is_gone_and_the_saved_one_is_back(anna, draft):
    browser, _editor = anna
    keep_for_later(browser, address(draft), {"title": "Worse"})
    form = open_page(browser, address(draft))
    browser.post(address(draft), {**form, "forget_unfinished": "1"})
    assert open_page(browser, address(draft))["title"] == "A draft"


@pytest.mark.parametrize("verb", ["submit", "discard"])
def test_a_verb_saves_what_was_typed_before_it_asks(anna, draft, verb):
    browser, _editor = anna
    form = open_page(browser, address(draft))
    sent = {**form, "title": "Typed and sent", "next_verb": verb}
    answer = browser.post(address(draft), sent)
    assert answer["Location"] == address(draft, verb)
    draft.refresh_from_db()
    assert (draft.title, draft.status) == ("Typed and sent", "draft")


def test_a_verb_with_a_wrong_field_tells_and_loses_nothing(anna, draft):
    browser, _editor = anna
    form = open_page(browser, address(draft))
    sent = {**form, "title": "", "lead": "A lead.", "next_verb": "submit"}
    answer = browser.post(address(draft), sent)
    assert answer.status_code == 200 and "A lead." in answer.content.decode()
    assert open_page(browser, address(draft))["lead"] == "A lead."


def test_who_publishes_without_typing_changes_nothing_and_may_publish(
    anna, dora, draft
):
    submit(draft, anna[1])
    before = count_revisions(draft)
    form = open_page(dora[0], address(draft))
    answer = dora[0].post(address(draft), {**form, "next_verb": "publish"})
    assert answer["Location"] == address(draft, "publish")
    assert count_revisions(draft) == before
    assert dora[0].post(answer["Location"], {}).status_code == 302
    draft.refresh_from_db()
    assert draft.status == "published"


def test_a_verb_on_what_somebody_else_saved_shows_both_texts(anna, dora, draft):
    form = open_page(anna[0], address(draft))
    Entry.objects.filter(pk=draft.pk).update(title="Saved by Dora")
    record_edit(draft, dora[1])
    answer = anna[0].post(address(draft), {**form, "next_verb": "submit"})
    assert answer.status_code == 409
    sent = {**form, "title": "Typed by Anna", "next_verb": "submit"}
    text = anna[0].post(address(draft), sent).content.decode()
    assert "Compare the two texts" in text and "Dora" in text


def test_what_was_kept_is_compared_with_what_others_saved_since(anna, dora, draft):
    keep_for_later(anna[0], address(draft), {"title": "Title by Anna"})
    form = open_page(dora[0], address(draft))
    sent = {**form, "title": "Title by Dora", "lead": "Lead by Dora"}
    assert dora[0].post(address(draft), sent).status_code == 302
    page = anna[0].get(address(draft))
    again, text = fields(page), page.content.decode()
    assert "Compare the two texts" in text
    assert (again["title"], again["lead"]) == ("Title by Anna", "Lead by Dora")
    assert anna[0].post(address(draft), again).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.lead) == ("Title by Anna", "Lead by Dora")


def test_what_is_sent_to_a_draft_that_is_gone_is_kept_and_shown(anna, dora):
    article = published(make_article(title="Before", language="en"))
    copy = correct(article, anna[1])
    form = open_page(anna[0], address(copy))
    Correction.objects.create(entry=copy, was_wrong="-", is_right="-")
    submit(copy, anna[1])
    publish(copy, dora[1])
    sent = {**form, "lead": "Half an hour of work."}
    answer = anna[0].post(address(copy), sent, follow=True)
    text = answer.content.decode()
    assert "Half an hour of work." in text and "no longer exists" in text
    assert "Open the form" not in text
    assert "Before" in anna[0].get("/desk/").content.decode()


def test_who_can_edit_no_more_may_still_copy_what_they_typed(carla):
    browser, writer = carla
    article = make_article(title="By Carla", language="en")
    record_creation(article, writer)
    keep_for_later(browser, address(article), {"lead": "Not yet saved."})
    submit(Article.objects.get(pk=article.pk), writer)
    text = browser.get(address(article)).content.decode()
    assert "Not yet saved." in text and "Copy what you need." in text


def test_a_discarded_draft_keeps_what_was_typed_beside_it(anna, draft):
    keep_for_later(anna[0], address(draft), {"lead": "Not yet saved."})
    discard(draft, anna[1])
    assert "Not yet saved." in anna[0].get(address(draft)).content.decode()


def test_a_new_entry_that_is_not_saved_comes_back_and_another_can_be_begun(anna):
    browser, _editor = anna
    keep_for_later(browser, ADD, {"title": "First"})
    assert open_page(browser, ADD)["title"] == "First"
    second = open_page(browser, f"{ADD}?new=1")
    assert second["title"] == ""
    browser.post(ADD, {**second, "title": "Second", "keep_for_later": "1"})
    titles = {
        open_page(browser, f"{ADD}?unfinished={form.pk}")["title"]
        for form in UnfinishedForm.objects.touched()
    }
    assert titles == {"First", "Second"}
    assert "Other unsaved text" in browser.get(ADD).content.decode()


def test_two_new_entries_in_two_tabs_are_two(anna):
    browser, _editor = anna
    one, two = open_page(browser, ADD), open_page(browser, ADD)
    assert one["unfinished"] != two["unfinished"]


def test_a_new_entry_is_saved_before_its_verb(anna):
    browser, _editor = anna
    form = open_page(browser, ADD)
    sent = {**form, "title": "New", "language": "en", "next_verb": "submit"}
    answer = browser.post(ADD, sent)
    made = Article.objects.get()
    assert answer["Location"] == address(made, "submit")


def test_a_contributor_learns_of_nobody_at_an_entry_they_may_not_see(carla, draft):
    browser, writer = carla
    assert browser.get(address(draft)).status_code == 404
    mine = open_form(writer, address(draft), None)
    keep_fields(mine, {"title": "Guess"}, {})
    for path in (
        "/desk/",
        mine.get_absolute_url(),
        f"{mine.get_absolute_url()}fields/",
    ):
        assert "anna" not in browser.get(path).content.decode()


def test_a_page_of_what_can_only_be_read_writes_nothing(dora):
    article = published(make_article(title="Public"))
    assert dora[0].get(address(article)).status_code == 200
    assert not UnfinishedForm.objects.exists()
