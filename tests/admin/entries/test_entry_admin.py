"""Lists and forms of entries at the desk."""

from __future__ import annotations

import pytest

from archive.editorial import record_creation, record_edit
from tests.admin.forms import fields
from tests.factories import make_article, make_event

pytestmark = pytest.mark.django_db
DESK = "/desk/admin/archive/event"


def test_a_list_has_fifty_entries_a_page_the_last_edited_first(anna):
    browser, editor = anna
    made = [make_event(title=f"Event {n}", created_by=editor) for n in range(51)]
    pages = [browser.get(f"{DESK}/?p={n}").context["cl"].result_list for n in (1, 2)]
    titles = [[entry.title for entry in page] for page in pages]
    assert [len(page) for page in titles] == [50, 1]
    assert (titles[0][0], titles[1]) == (made[-1].title, [made[0].title])


def test_a_form_shows_the_last_eight_things_that_were_done(anna):
    browser, editor = anna
    assert "history" not in browser.get(f"{DESK}/add/").context
    event = make_event(title="An event")
    record_creation(event, editor)
    for number in range(9):
        event.title = f"Event {number}"
        event.save()
        record_edit(event, editor)
        history = browser.get(f"{DESK}/{event.pk}/change/").context["history"]
        assert len(history) == min(number + 2, 8)
    assert {str(row.done) for row in history} == {"edited"}


TOO_LARGE = "9" * 19, "9" * 30


@pytest.mark.parametrize("number", TOO_LARGE)
@pytest.mark.parametrize("page", ["change", "history", "publish", "captures"])
def test_a_number_that_no_database_holds_is_a_page_that_is_not_there(
    anna, number, page
):
    browser, _editor = anna
    address = f"/desk/admin/archive/article/{number}/{page}/"
    assert browser.get(address).status_code == 404


@pytest.mark.parametrize("row", ["citations-0-source", "taggings-0-tag"])
@pytest.mark.parametrize("plain", ["", "?plain=1"])
@pytest.mark.parametrize("number", TOO_LARGE)
def test_a_record_with_such_a_number_is_a_wrong_choice_and_what_was_typed_stays(
    anna, number, plain, row
):
    browser, editor = anna
    article = make_article(title="An article", created_by=editor)
    address = f"/desk/admin/archive/article/{article.pk}/change/{plain}"
    sent = fields(browser.get(address))
    sent |= {f"{row.partition('-')[0]}-TOTAL_FORMS": "1", row: number}
    answer = browser.post(address, {**sent, "title": "Another title"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Another title" in text and "not one of the available choices" in text


@pytest.mark.only_on_sqlite("the form")
@pytest.mark.parametrize("moment", ["tomorrow", "2019-02-20", "\0", "9" * 30])
def test_an_address_does_not_fill_in_moments(anna, moment):
    browser, _editor = anna
    given = {"title": "A leak", "retrieved_at": moment}
    answer = browser.get("/desk/admin/archive/article/add/", given)
    assert answer.status_code == 200
    assert fields(answer)["title"] == "A leak"
    assert fields(answer)["retrieved_at_0"] == ""
