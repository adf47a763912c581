"""What is typed on any page of the desk is kept until it is saved: answers, reasons,
comments, an intake, its segments, a story."""

from __future__ import annotations

import pytest
from django.test import Client

from archive.editorial import record_creation, record_edit, submit
from archive.models import (
    Article,
    Entry,
    ErrorReport,
    Intake,
    Passage,
    ReviewComment,
    UnfinishedForm,
)
from tests.admin.forms import fields
from tests.factories import make_article, make_user, published

pytestmark = [pytest.mark.django_db, pytest.mark.only_on_sqlite("the pages")]
TYPED = "Count the cameras again."
PAGE = """Stadt kauft Kameras
Von Anna Beispiel
20. Februar 2019
Die Stadt hat neue Kameras gekauft, wie am Mittwoch bekannt wurde.
Sie sollen an jeder Kreuzung stehen und alles aufzeichnen, was geschieht.
"""


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def log_in(name, role):
    client = Client()
    client.account = make_user(name, role)
    client.force_login(client.account)
    return client


@pytest.fixture
def anna():
    return log_in("anna", "editor")


def make_draft(anna):
    draft = make_article(title="Shown", language="en")
    Passage.objects.create(article=draft, anchor="p1", position=1, verbatim="Text.")
    record_creation(draft, anna.account)
    return draft


def open_answer(anna):
    report = ErrorReport.objects.create(
        entry=published(make_draft(anna)), version=1, text="The figure is wrong."
    )
    return f"/desk/reports/{report.pk}/", "answer"


def open_reason(anna):
    draft = make_draft(anna)
    submit(draft, anna.account, "")
    return f"/desk/articles/{draft.id_code}/send_back/", "reason"


def open_decision(anna):
    return f"/desk/review/{make_draft(anna).id_code}/", "reason"


def open_comment(anna):
    return f"/desk/review/{make_draft(anna).id_code}/?comment=p1", "text"


def open_intake(anna):
    anna.post("/desk/intake/new/", {"text": PAGE})
    return f"/desk/intake/{Intake.objects.get().pk}/", "lead"


def open_segments(anna):
    anna.post("/desk/intake/new/", {"text": PAGE})
    return f"/desk/intake/{Intake.objects.get().pk}/segments/", "row-0-emendation"


def open_story(anna):
    return f"/desk/stories/{make_draft(anna).id_code}/", "source-0-title"


OPENERS = {
    "answer": open_answer,
    "reason of a verb": open_reason,
    "decision": open_decision,
    "comment": open_comment,
    "intake": open_intake,
    "segments": open_segments,
    "story": open_story,
}
each_page = pytest.mark.parametrize("opener", OPENERS.values(), ids=OPENERS)


def find_row(page):
    """The unfinished form of what is typed here; a comment's is before the decision's
    on the page."""
    keys = fields(page)["unfinished"]
    return UnfinishedForm.objects.get(pk=keys[0] if isinstance(keys, list) else keys)


def type_into(client, path, name):
    """Type as the script of the page sends it, in two goes; the unfinished form."""
    page = client.get(path)
    row = find_row(page)
    for words in (TYPED[:5], TYPED):
        sent = {"edit": row.edit_number, "typed": {name: words}, "others": {}}
        if "row-" in name:  # the script sends the whole form with the first words
            others = {n: v for n, v in fields(page).items() if isinstance(v, str)}
            sent["others"] = {n: v for n, v in others.items() if n != name}
        if "source-" in name:
            sent["others"] = {"source_rows": "1"}
        address = f"/desk/unfinished/{row.pk}/fields/"
        answer = client.post(address, sent, content_type="application/json")
        assert answer.json()["form"] == row.pk
    return row


def name_part(name):
    """What a comment sends of the part that it is about."""
    return {"field": "p1"} if name == "text" else {}


def read(client, path, name):
    """What stands in a field of the page."""
    page = client.get(path)
    assert page.status_code == 200
    value = fields(page)[name]
    return next(filter(None, value), "") if isinstance(value, list) else value


@each_page
def test_what_was_typed_comes_back_to_its_owner_alone(anna, opener):
    path, name = opener(anna)
    assert TYPED not in read(anna, path, name)
    type_into(anna, path, name)
    assert read(anna, path, name).strip() == TYPED
    other = log_in("bert", "editor")
    assert TYPED not in other.get(path).content.decode()


@each_page
def test_the_desk_leads_back_to_it_and_a_button_discards_it(anna, opener):
    path, name = opener(anna)
    row = type_into(anna, path, name)
    mark = "&amp;" if "?" in path else "?"
    desk = anna.get("/desk/").content.decode()
    assert f'href="{path}{mark}unfinished={row.pk}"' in desk
    sent = {"unfinished": row.pk, "forget_unfinished": "1", **name_part(name)}
    answer = anna.post(path, sent)
    assert answer.status_code == 302
    assert TYPED not in read(anna, path, name)


@each_page
def test_without_a_script_a_button_keeps_the_form(anna, opener):
    path, name = opener(anna)
    page = anna.get(path)
    assert b'name="keep_for_later"' in page.content
    sent = {**fields(page), "unfinished": find_row(page).pk, name: TYPED}
    sent.pop("field", None)  # of another form of the page
    sent |= {"keep_for_later": "1", **name_part(name)}
    answer = anna.post(path, sent, follow=True)
    assert "Kept for later." in answer.content.decode()
    assert read(anna, path, name).strip() == TYPED


def test_what_is_refused_is_kept_and_what_is_saved_is_not(anna):
    path, name = open_intake(anna)
    sent = {**fields(anna.get(path)), name: TYPED}
    assert anna.post(path, {**sent, "title": ""}).status_code == 400
    page = anna.get(path)
    assert fields(page)[name].strip() == TYPED
    assert "This field is required" not in page.content.decode()
    assert anna.post(path, sent).status_code == 302
    assert not UnfinishedForm.objects.touched().exists()
    assert Article.objects.get().lead == TYPED


def test_a_comment_and_a_decision_are_kept_apart(anna):
    path, name = open_comment(anna)
    type_into(anna, path, name)
    plain = path.partition("?")[0]
    type_into(anna, plain, "reason")
    page = fields(anna.get(path))
    kept = {words.strip() for words in (page["text"], page["reason"])}
    assert kept == {TYPED}
    sent = {"verb": "comment", "field": "p1", "text": TYPED}
    anna.post(path, sent)
    assert ReviewComment.objects.get().text == TYPED
    (left,) = UnfinishedForm.objects.touched()
    assert left.page == plain


def test_a_story_that_somebody_else_saved_is_told_once_and_saved_then(anna):
    path, _name = open_story(anna)
    sent = {**fields(anna.get(path)), "date": "20.2.2019"}
    record_edit(Entry.objects.get(), None)
    refused = anna.post(path, sent)
    assert "Somebody else saved this article" in refused.content.decode()
    assert fields(refused)["date"] == "20.2.2019"
    assert anna.post(path, fields(refused)).status_code == 302
    assert Article.objects.get().date == "2019-02-20"
    assert not UnfinishedForm.objects.touched().exists()
