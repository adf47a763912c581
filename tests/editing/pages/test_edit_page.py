"""Lists and forms of entries at the desk."""

from __future__ import annotations

import pytest

from archive.editorial import record_creation, record_edit
from tests.admin.forms import fields
from tests.factories import make_article, make_event

pytestmark = pytest.mark.django_db


def test_a_list_has_fifty_entries_a_page_the_last_edited_first(anna):
    browser, editor = anna
    made = [make_event(title=f"Event {n}", created_by=editor) for n in range(51)]
    lists = [browser.get(f"/desk/entries/all/?page={n}") for n in (1, 2)]
    pages = [page.context["page"].object_list for page in lists]
    titles = [[entry.title for entry in page] for page in pages]
    assert [len(page) for page in titles] == [50, 1]
    assert (titles[0][0], titles[1]) == (made[-1].title, [made[0].title])


def test_a_form_shows_the_last_eight_things_that_were_done(anna):
    browser, editor = anna
    assert "history" not in browser.get("/desk/events/new/").context
    event = make_event(title="An event")
    record_creation(event, editor)
    for number in range(9):
        event.title = f"Event {number}"
        event.save()
        record_edit(event, editor)
        history = browser.get(f"/desk/events/{event.id_code}/").context["history"]
        assert len(history) == min(number + 2, 8)
    assert {str(row.done) for row in history} == {"edited"}


TOO_LARGE = "9" * 19, "9" * 30


@pytest.mark.parametrize("number", TOO_LARGE)
@pytest.mark.parametrize("page", ["", "publish/", "captures/", f"captures/{'9' * 30}/"])
def test_an_id_that_nothing_has_is_a_page_that_is_not_there(anna, number, page):
    browser, editor = anna
    assert browser.get(f"/desk/articles/{number}/{page}").status_code == 404
    own = make_article(title="An article", created_by=editor).id_code
    if page.count("/") == 2:
        assert browser.get(f"/desk/articles/{own}/{page}").status_code == 404
    former = f"/desk/admin/archive/article/{number}/{page or 'change/'}"
    assert browser.get(former).status_code == 404


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("citations-0-source", "We know no entry with this title or permanent ID."),
        ("taggings-0-tag", "We know no tag"),
        ("entry_regions-0-region", "We know no region"),
    ],
)
@pytest.mark.parametrize("typed", [*TOO_LARGE, "4F7K-9Q2T", "Nobody (XX)"])
def test_a_name_of_nothing_is_told_and_what_was_typed_stays(anna, typed, row, told):
    browser, editor = anna
    article = make_article(title="An article", created_by=editor)
    address = f"/desk/articles/{article.id_code}/"
    sent = fields(browser.get(address))
    sent |= {f"{row.partition('-')[0]}-TOTAL_FORMS": "1", row: typed}
    answer = browser.post(address, {**sent, "title": "Another title"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Another title" in text and told in text and typed in text


@pytest.mark.only_on_sqlite("the form")
@pytest.mark.parametrize("moment", ["tomorrow", "2019-02-20", "\0", "9" * 30])
def test_an_address_does_not_fill_in_moments(anna, moment):
    browser, _editor = anna
    given = {"title": "A leak", "retrieved_at": moment}
    answer = browser.get("/desk/articles/new/", given)
    assert answer.status_code == 200
    assert fields(answer)["title"] == "A leak"
    assert fields(answer)["retrieved_at"] == ""
