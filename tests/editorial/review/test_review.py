"""Comments, reviewers, and the states that a reviewer compares."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from archive.editorial import (
    EditorialError,
    add_review_comment,
    assign_reviewer,
    correct,
    discard,
    find_later_work,
    find_public_state,
    find_returned_state,
    find_words,
    list_review_comments,
    list_reviewers,
    publish,
    record_creation,
    record_edit,
    redact_words,
    resolve_review_comment,
    send_back,
    submit,
)
from archive.models import Article, Correction, Entry, ReviewAssignment, ReviewComment
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def carla():
    return make_user("carla", "contributor")


@pytest.fixture
def draft(carla):
    article = make_article(title="Cameras at the gate")
    record_creation(article, carla)
    return Article.objects.get(pk=article.pk)


def begin_correction(article, anna, dora, title):
    submit(article, anna)
    publish(Entry.objects.get(pk=article.pk), dora)
    copy = correct(Entry.objects.get(pk=article.pk), anna)
    Correction.objects.create(entry=copy, was_wrong="a", is_right="b")
    copy.title = title
    copy.save()
    record_edit(copy, anna)
    return copy


def test_a_comment_writes_no_revision_and_changes_nothing(draft, anna):
    before = (Entry.objects.values().get(pk=draft.pk), draft.revisions.count())
    add_review_comment(draft, anna, "Which gate?", field="title", of_text=draft.title)
    after = (Entry.objects.values().get(pk=draft.pk), draft.revisions.count())
    assert before == after
    row = list_review_comments(draft).get()
    assert (row.field, row.of_text, row.text) == ("title", draft.title, "Which gate?")


def test_a_comment_on_a_correction_outlives_it(draft, anna, dora):
    copy = begin_correction(draft, anna, dora, "Cameras at two gates")
    add_review_comment(copy, dora, "Two?", field="title")
    submit(copy, anna)
    publish(Entry.objects.get(pk=copy.pk), dora)
    assert [c.text for c in list_review_comments(draft)] == ["Two?"]


def test_an_author_resolves_a_comment_once(draft, anna, carla):
    comment = add_review_comment(draft, anna, "Which gate?")
    resolve_review_comment(comment, draft, carla)
    resolve_review_comment(comment, draft, anna)
    assert ReviewComment.objects.get().resolved_by == carla
    assert not ReviewComment.objects.waiting().exists()


@pytest.mark.parametrize(
    ("text", "refusal"), [(" \n", "Write the comment"), ("x" * 4_001, "at most 4000")]
)
def test_a_comment_has_words_and_an_end(draft, anna, text, refusal):
    with pytest.raises(EditorialError, match=refusal):
        add_review_comment(draft, anna, text)
    assert not ReviewComment.objects.exists()


def test_nobody_comments_on_what_is_not_theirs_or_public_already(draft, anna, dora):
    stranger = make_user("cyril", "contributor")
    with pytest.raises(EditorialError):
        add_review_comment(draft, stranger, "Mine?")
    submit(draft, anna)
    publish(Entry.objects.get(pk=draft.pk), dora)
    with pytest.raises(EditorialError, match="published"):
        add_review_comment(draft, dora, "Late.")


def test_the_database_wants_words_and_who_resolved(draft, anna):
    made = {"entry": draft, "by": anna}
    for wrong in ({"text": ""}, {"text": "x", "resolved_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReviewComment.objects.create(**made, **wrong)


def test_reviewers_are_editors_and_publishers_but_the_author(draft, anna, dora, carla):
    make_user("adam", "administrator")
    assert [user.username for user in list_reviewers(draft)] == ["anna", "dora"]
    Entry.objects.filter(pk=draft.pk).update(created_by=anna)
    draft.refresh_from_db()
    assert [user.username for user in list_reviewers(draft)] == ["dora"]
    with pytest.raises(EditorialError, match="carla can't review"):
        assign_reviewer(draft, carla, anna)


def test_a_reviewer_is_assigned_changed_and_released(draft, anna, dora, carla):
    assert assign_reviewer(draft, anna, dora)
    assert not assign_reviewer(draft, anna, dora)
    assert assign_reviewer(draft, dora, anna)
    assert ReviewAssignment.objects.get().reviewer == dora
    with pytest.raises(EditorialError):
        assign_reviewer(draft, None, carla)
    assert assign_reviewer(draft, None, anna)
    assert not ReviewAssignment.objects.exists()


def test_an_assignment_lasts_until_publication_also_of_a_correction(draft, anna, dora):
    assign_reviewer(draft, dora, anna)
    submit(draft, anna)
    send_back(Entry.objects.get(pk=draft.pk), dora, "Which gate?")
    assert ReviewAssignment.objects.exists()
    copy = begin_correction(draft, anna, dora, "New")
    assert not ReviewAssignment.objects.exists()
    assign_reviewer(copy, dora, anna)
    discard(copy, anna)
    assert not ReviewAssignment.objects.exists()


def test_a_state_that_was_sent_back_counts_until_the_next_publication(
    draft, anna, dora
):
    assert find_public_state(draft) is None
    submit(draft, anna)
    send_back(Entry.objects.get(pk=draft.pk), dora, "Which gate?")
    Article.objects.filter(pk=draft.pk).update(title="Cameras at the north gate")
    returned = find_returned_state(draft)
    assert returned.state["title"] == "Cameras at the gate"
    copy = begin_correction(draft, anna, dora, "Cameras at two gates")
    assert find_returned_state(copy) is None
    assert find_public_state(copy).state["title"] == "Cameras at the north gate"


def test_withheld_words_are_withheld_in_comments_too(draft, anna, dora):
    add_review_comment(
        draft, anna, "Is Max Muster safe?", field="title", of_text="Max Muster"
    )
    Article.objects.filter(pk=draft.pk).update(title="Max Muster at the gate")
    redact_words(draft, dora, "Max Muster", "He asked for it.")
    row = ReviewComment.objects.get()
    assert "Max Muster" not in row.text + row.of_text
    places = {place.model for place in find_words("Max Muster")}
    assert "reviewcomment" not in places


def test_a_comment_is_work_that_keeps_an_import_from_being_undone(anna):
    article = make_article()
    add_review_comment(article, anna, "Good.")
    assert "comment by anna" in find_later_work({article.pk})[article.pk][0]
