"""Lists and forms of entries at the desk."""

from __future__ import annotations

import pytest

from archive.editorial import record_creation, record_edit
from tests.factories import make_event

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
    assert not browser.get(f"{DESK}/add/").context["history"]
    event = make_event(title="An event")
    record_creation(event, editor)
    for number in range(9):
        event.title = f"Event {number}"
        event.save()
        record_edit(event, editor)
        history = browser.get(f"{DESK}/{event.pk}/change/").context["history"]
        assert len(history) == min(number + 2, 8)
    assert {str(row.done) for row in history} == {"edited"}
