"""Verbs: what each does, refuses and leaves behind."""

import itertools
from datetime import timedelta

import pytest
from django.utils import timezone

from archive.editorial import (
    EditorialError,
    correct,
    discard,
    publish,
    record_creation,
    record_edit,
    send_back,
    submit,
    withdraw,
)
from archive.models import (
    Correction,
    Entry,
    Narrative,
    NarrativeStep,
    OutboxRow,
    Placement,
    Revision,
)
from tests.factories import make_article, make_event, make_photo, make_user, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(anna):
    article = make_article()
    record_creation(article, anna)
    return Entry.objects.get(pk=article.pk)


def status(entry):
    return Entry.objects.get(pk=entry.pk).status


def test_an_entry_goes_from_draft_to_withdrawn_with_a_revision_each(
    article, anna, dora
):
    submit(article, anna)
    assert publish(article, dora) == 1
    withdraw(article, dora, "A person asked.")
    rows = list(Revision.objects.filter(entry=article))
    assert [r.verb for r in rows] == ["create", "submit", "publish", "withdraw"]
    assert [r.public_version for r in rows] == [None, None, 1, None]
    assert all(b.previous_sha256 == a.sha256 for a, b in itertools.pairwise(rows))
    assert status(article) == "withdrawn"
    assert OutboxRow.objects.filter(entry_id=article.pk).count() == 2


def test_who_changed_it_unseen_does_not_publish_where_somebody_else_can(
    article, anna, dora
):
    submit(article, anna)
    record_edit(article, dora)
    make_user("eva", "publisher")
    with pytest.raises(EditorialError, match="publish it: eva"):
        publish(article, dora, "in a hurry", override=True)
    assert status(article) == "in_review"


def test_what_another_submitted_has_been_seen_by_two(article, anna, dora):
    record_edit(article, dora)
    submit(article, anna)
    make_user("eva", "publisher")
    assert publish(article, dora) == 1


def test_a_publisher_may_release_what_an_editor_changed_last(article, anna, dora):
    submit(article, anna)
    record_edit(article, dora)
    record_edit(article, anna)
    publish(article, dora)
    assert not Revision.objects.get(verb="publish").override


def test_the_only_publisher_overrides_with_a_recorded_reason(dora):
    article = make_article()
    record_creation(article, dora)
    submit(article, dora)
    with pytest.raises(EditorialError, match="give a reason"):
        publish(article, dora)
    with pytest.raises(EditorialError, match="give a reason"):
        publish(article, dora, " ", override=True)
    publish(article, dora, "nobody else is here", override=True)
    row = Revision.objects.get(verb="publish")
    assert row.override
    assert row.reason == "nobody else is here"


def test_new_captions_go_the_way_of_their_article(article, anna, dora):
    photo = make_photo(caption="A camera.")
    Placement.objects.create(
        article_id=article.pk, photo=photo, anchor="c1", position=1
    )
    submit(article, anna)
    assert status(photo) == "in_review"
    send_back(article, dora, "Who took it?")
    assert status(photo) == "draft"
    submit(article, anna)
    publish(article, dora)
    assert status(photo) == "published"
    withdraw(article, dora, "Asked for.", with_captions=True)
    assert status(photo) == "withdrawn"


def test_captions_that_were_never_public_are_discarded_with_their_article(
    article, anna, dora
):
    new, public = make_photo(), published(make_photo())
    for position, photo in enumerate((new, public), start=1):
        Placement.objects.create(
            article_id=article.pk,
            photo=photo,
            anchor=f"c{position}",
            position=position,
        )
    discard(article, anna)
    assert [status(one) for one in (article, new)] == ["withdrawn", "withdrawn"]
    assert status(public) == "published"
    verbs = Revision.objects.filter(entry=new.pk).values_list("verb", flat=True)
    assert list(verbs) == ["discard"]


def test_sending_back_says_what_is_missing(article, anna, dora):
    submit(article, anna)
    with pytest.raises(EditorialError, match="missing"):
        send_back(article, dora)
    send_back(article, anna)
    assert status(article) == "draft"


def test_a_discarded_draft_was_never_public(article, anna, client):
    discard(article, anna)
    assert not Entry.objects.withdrawn().exists()
    assert client.get(article.get_absolute_url()).status_code == 404


def test_a_withdrawal_needs_a_reason(article, anna, dora):
    submit(article, anna)
    publish(article, dora)
    with pytest.raises(EditorialError, match="Enter the reason"):
        withdraw(article, dora, " ")


def test_what_was_withdrawn_is_not_published_again(article, anna, dora):
    submit(article, anna)
    publish(article, dora)
    withdraw(article, dora, "Asked for.")
    with pytest.raises(EditorialError, match="in review"):
        publish(article, dora)
    with pytest.raises(EditorialError, match="withdrawn"):
        publish(article, None)


STATES = ("draft", "in_review", "published", "withdrawn")
# verb: the state in which it may be called, and that of an entry and a narrative after
MOVES = {
    submit: ("draft", "in_review", "in_review"),
    send_back: ("in_review", "draft", "draft"),
    publish: ("in_review", "published", "published"),
    correct: ("published", "published", "draft"),  # an entry has a draft beside it
    withdraw: ("published", "withdrawn", "withdrawn"),
    discard: ("draft", "withdrawn", "withdrawn"),
}


def call(verb, document, by):
    """The verb, with a reason where it takes one."""
    return verb(document, by) if verb is correct else verb(document, by, "Reason.")


def make_document(kind, state, anna, dora):
    """An entry or a narrative that went to a state by its verbs."""
    if kind == "entry":
        document = Entry.objects.get(pk=make_article().pk)
    else:
        document = Narrative.objects.create(title="A path")
        step = published(make_event())
        NarrativeStep.objects.create(narrative=document, position=1, entry=step)
    record_creation(document, anna)
    way = {"draft": (), "in_review": (submit,), "published": (submit, publish)}
    for verb in way.get(state, (submit, publish, withdraw)):
        call(verb, document, dora if verb is not submit else anna)
    document.refresh_from_db()
    assert document.status == state
    return document


@pytest.mark.parametrize("kind", ["entry", "narrative"])
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", MOVES, ids=lambda verb: verb.__name__)
def test_entries_and_narratives_go_the_same_way(kind, state, verb, anna, dora):
    document = make_document(kind, state, anna, dora)
    starts_from, entry_after, narrative_after = MOVES[verb]
    revisions = document.revisions.count()
    if state != starts_from:
        with pytest.raises(EditorialError, match="Required status"):
            call(verb, document, dora)
        document.refresh_from_db()
        assert document.status == state
        assert document.revisions.count() == revisions
        return
    call(verb, document, dora)
    document.refresh_from_db()
    assert document.status == (entry_after if kind == "entry" else narrative_after)
    assert document.revisions.count() == revisions + 1
    last = document.revisions.latest("number")
    assert (last.verb, last.by) == (verb.__name__, dora)


def test_an_entry_under_embargo_is_added_when_its_embargo_ends(article, anna, dora):
    end = timezone.now() + timedelta(days=2)
    Entry.objects.filter(pk=article.pk).update(embargo_until=end)
    submit(article, anna)
    publish(article, dora)
    assert Entry.objects.get(pk=article.pk).first_published_at == end
    copy = correct(article, anna)
    Correction.objects.create(entry=copy, was_wrong="-", is_right="-")
    Entry.objects.filter(pk=copy.pk).update(embargo_until=None)
    submit(copy, anna)
    publish(copy, dora)
    first = Entry.objects.get(pk=article.pk).first_published_at
    assert first < timezone.now()
    copy = correct(article, anna)
    Correction.objects.create(entry=copy, was_wrong="-", is_right="-")
    submit(copy, anna)
    publish(copy, dora)
    assert Entry.objects.get(pk=article.pk).first_published_at == first
