"""The page on which an entry is read, commented on and decided on."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from archive.editorial import (
    add_review_comment,
    assign_reviewer,
    correct,
    publish,
    record_creation,
    record_edit,
    send_back,
    submit,
)
from archive.models import (
    Article,
    Correction,
    Entry,
    Passage,
    Photo,
    Placement,
    ReviewAssignment,
    ReviewComment,
    Revision,
    UnfinishedForm,
)
from tests.admin.forms import fields
from tests.factories import make_article, make_photo, make_user

pytestmark = pytest.mark.django_db


def log_in(name, role):
    client = Client()
    client.account = make_user(name, role)
    client.force_login(client.account)
    return client


@pytest.fixture
def anna():
    return log_in("anna", "editor")


@pytest.fixture
def dora():
    return log_in("dora", "publisher")


@pytest.fixture
def carla():
    return log_in("carla", "contributor")


@pytest.fixture
def draft(carla):
    article = make_article(title="Cameras at the gate", language="en")
    for number, words in enumerate(("Forty cameras hang there.", "Nobody asked."), 1):
        Passage.objects.create(
            article=article, anchor=f"p{number}", position=number, verbatim=words
        )
    Passage.objects.filter(anchor="p2").update(audience="editors")
    photo = make_photo(caption="The gate in winter.")
    Placement.objects.create(article=article, photo=photo, anchor="c1", position=1)
    record_creation(photo, carla.account)
    record_creation(article, carla.account)
    return Article.objects.get(pk=article.pk)


@pytest.fixture
def in_review(draft, carla):
    submit(draft, carla.account, "Please check the number.")
    return Article.objects.get(pk=draft.pk)


@pytest.fixture
def correction(in_review, anna, dora):
    publish(in_review, dora.account)
    copy = correct(Entry.objects.get(pk=in_review.pk), anna.account)
    Correction.objects.create(entry=copy, was_wrong="40", is_right="50")
    Passage.objects.filter(article=copy, anchor="p1").update(
        verbatim="Fifty cameras hang there."
    )
    record_edit(copy, anna.account)
    submit(copy, anna.account)
    return Entry.objects.get(pk=copy.pk)


def read_page_text(page):
    """The words of a page without its tags, with one space between them."""
    main = page.content.decode().partition('id="content-main"')[2]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def address(entry):
    return f"/desk/review/{entry.id_code}/"


def send(client, entry, verb, page="", **more):
    url = address(entry) + page
    filled = {**fields(client.get(url)), "verb": verb, **more}
    return client.post(url, filled)


def test_a_draft_is_read_whole_with_what_readers_never_see(dora, in_review):
    text = read_page_text(dora.get(address(in_review)))
    assert "Forty cameras hang there." in text
    assert "Nobody asked. [editors only]" in text
    assert "The gate in winter." in text
    assert "Please check the number." in text
    assert "1 part changed" not in text


def test_a_correction_shows_each_changed_word(dora, correction):
    page = dora.get(address(correction)).content.decode()
    part = page.partition('id="p1"')[2].partition("</section>")[0]
    assert re.search(r"<del>.*Forty</del><ins>.*Fifty</ins>", part)
    assert "<span> cameras hang there.</span>" in part
    other = page.partition('id="p2"')[2].partition("</section>")[0]
    assert "<ins>" not in other and "<del>" not in other


def test_only_changes_and_open_comments_are_shown_where_asked(dora, correction):
    text = read_page_text(dora.get(address(correction) + "?changed=1"))
    assert "1 part changed" in text
    assert "cameras hang there" in text
    assert "Nobody asked" not in text
    add_review_comment(correction, dora.account, "Who?", field="p2")
    text = read_page_text(dora.get(address(correction) + "?changed=1"))
    assert "Nobody asked" in text


def test_what_was_sent_back_is_compared_with_what_it_was_then(carla, dora, in_review):
    send_back(in_review, dora.account, "Count again.")
    photo = Photo.objects.get()
    Photo.objects.filter(pk=photo.pk).update(caption="The gate in spring.")
    record_edit(Photo.objects.get(), carla.account)
    submit(Article.objects.get(pk=in_review.pk), carla.account)
    page = dora.get(address(in_review) + "?against=returned").content.decode()
    part = page.partition('id="c1"')[2].partition("</section>")[0]
    assert re.search(r"<del>.*winter</del><ins>.*spring</ins>", part)
    assert "1 part changed" in page


def test_a_comment_is_written_at_its_passage_and_resolved_by_the_author(
    carla, dora, in_review
):
    page = dora.get(address(in_review) + "?comment=p1")
    assert page.content.decode().count("<textarea") == 2  # the comment, the reason
    answer = send(dora, in_review, "comment", "?comment=p1", text="Forty or fifty?")
    assert answer.url == address(in_review) + "#p1"
    comment = ReviewComment.objects.get()
    assert (comment.field, comment.of_text) == ("p1", "Forty cameras hang there.")
    text = read_page_text(carla.get(address(in_review)))
    assert "dora" in text and "Forty or fifty?" in text
    assert "1 comment is open." in text
    carla.post(address(in_review), {"resolve": comment.pk})
    text = read_page_text(carla.get(address(in_review)))
    assert "resolved by carla" in text and "comment is open" not in text


def test_a_comment_on_the_whole_stands_below_the_text(dora, in_review):
    send(dora, in_review, "comment", "?comment=whole", text="Good.")
    text = read_page_text(dora.get(address(in_review)))
    assert "Good." in text.partition("Comments on the whole entry")[2]


def test_a_comment_says_when_its_text_has_changed_since(dora, in_review):
    send(dora, in_review, "comment", "?comment=p1", text="Forty?")
    before = read_page_text(dora.get(address(in_review)))
    assert "has changed since" not in before
    Passage.objects.filter(anchor="p1").update(verbatim="Fifty cameras hang there.")
    after = read_page_text(dora.get(address(in_review)))
    assert "The text has changed since this comment Forty cameras" in after


@pytest.mark.parametrize("text", ["", "  ", "x" * 4_001])
def test_a_refused_comment_stays_in_its_field(dora, in_review, text):
    answer = send(dora, in_review, "comment", "?comment=p1", text=text)
    assert answer.status_code == 400
    assert fields(answer)["text"].strip() == text.strip()
    assert not ReviewComment.objects.exists()


def test_a_reviewer_is_assigned_by_name_and_finds_it_in_their_list(
    anna, dora, in_review
):
    send(anna, in_review, "assign", reviewer="dora")
    assert ReviewAssignment.objects.get().reviewer == dora.account
    assert "Cameras at the gate" in read_page_text(dora.get("/desk/entries/assigned/"))
    page = read_page_text(anna.get("/desk/entries/assigned/"))
    assert "Cameras at the gate" not in page
    send(anna, in_review, "assign", reviewer="")
    assert not ReviewAssignment.objects.exists()


def test_the_correction_of_an_entry_is_in_the_list_of_its_reviewer(
    anna, dora, correction
):
    assign_reviewer(correction, dora.account, anna.account)
    page = dora.get("/desk/entries/assigned/").content.decode()
    assert f'href="{address(correction)}"' in page


def test_an_author_or_a_stranger_is_no_reviewer(anna, in_review):
    answer = send(anna, in_review, "assign", reviewer="carla")
    assert answer.status_code == 400
    assert not ReviewAssignment.objects.exists()


def test_a_reason_goes_back_to_the_author(carla, dora, in_review):
    answer = send(dora, in_review, "send_back", reason="")
    assert answer.status_code == 400
    assert "Tell the author what is missing." in read_page_text(answer)
    answer = send(dora, in_review, "send_back", reason="Count the cameras.")
    assert answer.url == "/desk/entries/review/"
    assert Entry.objects.get(pk=in_review.pk).status == "draft"
    assert "Count the cameras." in read_page_text(carla.get(address(in_review)))


def test_what_was_read_is_published_and_nothing_else(dora, in_review, anna):
    opened = fields(dora.get(address(in_review)))
    record_edit(Photo.objects.get(), anna.account)
    answer = dora.post(address(in_review), {**opened, "verb": "publish"})
    assert answer.status_code == 400
    assert "Somebody changed this entry" in read_page_text(answer)
    assert Entry.objects.get(pk=in_review.pk).status == "in_review"
    answer = dora.post(address(in_review), {**fields(answer), "verb": "publish"})
    assert Entry.objects.get(pk=in_review.pk).status == "published"
    assert answer.status_code == 302


def test_a_correction_is_published_from_the_page(dora, correction):
    original = correction.correction_of
    assert send(dora, correction, "publish").status_code == 302
    passage = Passage.objects.get(article=original, anchor="p1")
    assert passage.verbatim == "Fifty cameras hang there."
    assert dora.get(address(correction)).status_code == 404


def test_buttons_are_those_that_the_person_may_press(anna, carla, dora, in_review):
    buttons = {
        client.account.username: re.findall(
            r'name="verb" value="(\w+)"',
            client.get(address(in_review)).content.decode(),
        )
        for client in (anna, carla, dora)
    }
    assert buttons == {
        "anna": ["assign", "schedule", "send_back"],
        "carla": ["send_back"],
        "dora": ["assign", "schedule", "send_back", "publish"],
    }
    answer = anna.post(
        address(in_review), {**fields(anna.get(address(in_review))), "verb": "publish"}
    )
    assert answer.status_code == 400
    assert Entry.objects.get(pk=in_review.pk).status == "in_review"


def test_the_page_is_for_those_who_see_the_draft(client, in_review, dora):
    stranger = log_in("cyril", "contributor")
    assert stranger.get(address(in_review)).status_code == 404
    assert log_in("adam", "administrator").get(address(in_review)).status_code == 403
    assert client.get(address(in_review)).status_code == 302
    publish(in_review, dora.account)
    assert dora.get(address(in_review)).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_text(
    dora, in_review, django_assert_max_num_queries
):
    for number in range(3, 40):
        Passage.objects.create(
            article=in_review, anchor=f"p{number}", position=number, verbatim="More."
        )
        add_review_comment(in_review, dora.account, "Why?", field=f"p{number}")
    dora.get(address(in_review))
    with django_assert_max_num_queries(40):
        dora.get(address(in_review))


def test_lists_lead_to_the_review_of_what_waits_for_one(dora, in_review):
    for page in ("/desk/", "/desk/entries/review/"):
        assert f'href="{address(in_review)}"' in dora.get(page).content.decode()


def keep(client, entry, **typed):
    """Type into the decision, as the script of the page sends it."""
    key = fields(client.get(address(entry)))["unfinished"]
    sent = {"edit": entry.edit_number, "typed": typed, "others": {}}
    url = f"/desk/unfinished/{key}/fields/"
    assert client.post(url, sent, content_type="application/json").status_code == 200


def test_a_reason_is_kept_until_the_decision(dora, anna, in_review):
    keep(dora, in_review, reason="Count the cameras.", embargo_day="20.2.2099")
    page = dora.get(address(in_review))
    assert fields(page)["reason"].strip() == "Count the cameras."
    assert fields(page)["embargo_day"] == "20.2.2099"
    assert "Your unsaved text of" in read_page_text(page)
    assert "Count the" not in anna.get(address(in_review)).content.decode()
    assert Entry.objects.get(pk=in_review.pk).status == "in_review"
    send(dora, in_review, "comment", "?comment=p1", text="Which?")
    assert UnfinishedForm.objects.touched().count() == 1  # a comment decides nothing
    send(dora, in_review, "send_back", embargo_day="")
    assert not UnfinishedForm.objects.touched().exists()
    reason = Revision.objects.get(entry=in_review, verb="send_back").reason
    assert reason.strip() == "Count the cameras."


def test_a_kept_reason_is_discarded_or_read_on_the_desk(dora, anna, in_review):
    keep(dora, in_review, reason="Count the cameras.")
    page = dora.get("/desk/").content.decode()
    assert f"{address(in_review)}?unfinished=" in page
    publish(in_review, log_in("paul", "publisher").account)
    page = dora.get("/desk/").content.decode()
    assert f"{address(in_review)}?unfinished=" not in page
    key = UnfinishedForm.objects.touched().get().pk
    text = dora.get(f"/desk/unfinished/{key}/").content.decode()
    assert "Count the cameras." in text


def test_unsaved_text_of_a_decision_is_discarded_by_a_button(dora, in_review):
    keep(dora, in_review, reason="Count the cameras.")
    opened = fields(dora.get(address(in_review)))
    dora.post(address(in_review), {**opened, "forget_unfinished": "1"})
    assert not UnfinishedForm.objects.touched().exists()
    assert fields(dora.get(address(in_review)))["reason"].strip() == ""
