"""A story is submitted, returned and published as one thing, or not at all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.editorial import (
    EditorialError,
    correct,
    describe_members,
    list_story_members,
    publish,
    publish_story,
    record_creation,
    record_edit,
    send_back_story,
    submit,
    submit_story,
    withdraw,
)
from archive.models import (
    Citation,
    Correction,
    Derivation,
    Entry,
    Evidence,
    Placement,
    Revision,
    StaffEvent,
)
from tests.factories import (
    make_article,
    make_event,
    make_photo,
    make_source,
    make_user,
    published,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return make_user("anna", "editor")


@pytest.fixture
def carla():
    return make_user("carla", "contributor")


@pytest.fixture
def dora():
    return make_user("dora", "publisher")


def add(entry, by):
    record_creation(entry, by)
    return Entry.objects.get(pk=entry.pk)


def make_story(by):
    """An article with a caption, a post that rests on a dataset, and an event."""
    article = add(make_article(title="Cameras"), by)
    photo = add(make_photo(title="Photo"), by)
    Placement.objects.create(
        article_id=article.pk, photo_id=photo.pk, anchor="c1", position=1
    )
    post, data = add(make_source(title="Post"), by), add(make_source(title="Data"), by)
    Citation.objects.create(entry_id=article.pk, source_id=post.pk)
    Derivation.objects.create(source_id=post.pk, origin_id=data.pk)
    event = add(make_event(title="Found"), by)
    Evidence.objects.create(event_id=event.pk, entry_id=article.pk)
    return Entry.objects.get(pk=article.pk)


def states():
    return dict(Entry.objects.values_list("title", "status"))


def all_are(status):
    return dict.fromkeys(("Cameras", "Photo", "Post", "Data", "Found"), status)


def titles(entries):
    return [entry.title for entry in entries]


def test_the_members_stand_in_the_order_in_which_they_become_public(anna):
    members = list_story_members(make_story(anna))
    assert titles(members) == ["Post", "Data", "Photo", "Found", "Cameras"]


def test_one_verb_submits_returns_and_publishes_all_of_it(anna, dora):
    article = make_story(anna)
    submit_story(article, anna, "Please read.")
    assert states() == all_are("in_review")
    send_back_story(article, dora, "Who took the photo?")
    assert states() == all_are("draft")
    submit_story(article, anna)
    public = publish_story(article, dora)
    assert states() == all_are("published")
    assert titles(public) == ["Post", "Data", "Photo", "Found", "Cameras"]
    assert {entry.version for entry in public} == {1}
    rows = Revision.objects.filter(entry=article)
    verbs = [row.verb for row in rows.order_by("number")]
    assert verbs == ["create", "submit", "send_back", "submit", "publish"]


def test_the_page_that_was_read_is_the_story_that_is_published(anna, dora):
    article = make_story(anna)
    submit_story(article, anna)
    seen = describe_members(list_story_members(article, dora))
    late = add(make_source(title="Late"), anna)
    Citation.objects.create(entry_id=article.pk, source_id=late.pk)
    with pytest.raises(EditorialError, match="read the story again"):
        publish_story(article, dora, seen=seen)
    assert states() == {**all_are("in_review"), "Late": "draft"}
    seen = describe_members(list_story_members(article, dora))
    publish_story(article, dora, seen=seen)
    assert states() == {**all_are("published"), "Late": "published"}


def test_an_edit_is_a_change_of_what_was_read(anna, dora):
    article = make_story(anna)
    submit_story(article, anna)
    seen = describe_members(list_story_members(article, dora))
    record_edit(Entry.objects.get(title="Data"), anna)
    with pytest.raises(EditorialError, match="read the story again"):
        publish_story(article, dora, seen=seen)


def test_nothing_is_published_where_one_part_was_seen_by_its_publisher_only(anna, dora):
    make_user("eva", "publisher")
    article = make_story(anna)
    own = add(make_source(title="Own"), dora)
    Citation.objects.create(entry_id=article.pk, source_id=own.pk)
    submit_story(article, anna)
    record_edit(own, dora)
    with pytest.raises(EditorialError, match="publish it: eva"):
        publish_story(article, dora, "in a hurry", override=True)
    assert states() == {**all_are("in_review"), "Own": "in_review"}


def test_the_only_publisher_says_why_they_release_their_own_part(anna, dora):
    article = make_story(anna)
    own = add(make_source(title="Own"), dora)
    Citation.objects.create(entry_id=article.pk, source_id=own.pk)
    submit_story(article, dora)
    with pytest.raises(EditorialError, match="give a reason"):
        publish_story(article, dora)
    publish_story(article, dora, "Nobody else is here.", override=True)
    overridden = Revision.objects.filter(override=True)
    assert [row.entry.title for row in overridden] == ["Own"]
    assert StaffEvent.objects.filter(kind="published_alone").count() == 1


def test_an_article_that_nobody_submitted_is_not_published(anna, dora):
    article = make_story(anna)
    with pytest.raises(EditorialError, match="in review"):
        publish_story(article, dora)
    assert states() == all_are("draft")


@pytest.mark.parametrize("verb", [submit_story, send_back_story, publish_story])
def test_a_verb_that_applies_to_nothing_says_so(verb, anna, dora):
    article = published(make_article(title="Cameras"))
    with pytest.raises(EditorialError):
        verb(article, dora, "Reason")


def test_what_is_added_to_a_public_article_is_published_alone(anna, dora):
    article = published(make_article(title="Cameras"))
    event = add(make_event(title="Found"), anna)
    Evidence.objects.create(event_id=event.pk, entry_id=article.pk)
    submit_story(article, anna)
    assert titles(publish_story(article, dora)) == ["Found"]
    assert Entry.objects.get(pk=article.pk).version == 1


def test_a_correction_brings_its_new_sources_with_it(anna, dora):
    article = make_story(anna)
    submit_story(article, anna)
    publish_story(article, dora)
    copy = correct(Entry.objects.get(pk=article.pk), anna)
    new = add(make_source(title="New"), anna)
    Citation.objects.create(entry_id=copy.pk, source_id=new.pk)
    Correction.objects.create(entry=copy, was_wrong="Two.", is_right="Three.")
    submit_story(copy, anna)
    assert titles(publish_story(copy, dora)) == ["New", "Cameras"]
    assert Entry.objects.get(pk=article.pk).version == 2
    assert states()["New"] == "published"


def test_a_contributor_moves_only_what_they_may_see(anna, carla, dora):
    article = make_story(carla)
    secret = add(make_source(title="Secret", audience="editors"), anna)
    Citation.objects.create(entry_id=article.pk, source_id=secret.pk)
    assert "Secret" not in titles(list_story_members(article, carla))
    submit_story(article, carla)
    assert states() == {**all_are("in_review"), "Secret": "draft"}
    publish_story(article, dora)
    assert states() == {**all_are("published"), "Secret": "published"}
    assert not Entry.objects.public().filter(title="Secret").exists()


@pytest.mark.parametrize("role", ["contributor", "editor"])
def test_nobody_below_a_publisher_publishes_a_story(role, anna, dora):
    article = make_story(anna)
    submit_story(article, anna)
    with pytest.raises(EditorialError):
        publish_story(article, make_user("other", role))
    assert states() == all_are("in_review")


def test_a_contributor_does_not_touch_the_story_of_another(anna, carla):
    article = make_story(anna)
    for verb in (submit_story, send_back_story, publish_story):
        with pytest.raises(EditorialError):
            verb(article, carla, "Mine")
    assert states() == all_are("draft")


def test_all_of_a_story_waits_for_the_end_of_its_embargo(anna, dora):
    article = make_story(anna)
    until = timezone.now() + timedelta(days=2)
    Entry.objects.filter(pk=article.pk).update(embargo_until=until)
    submit_story(article, anna)
    publish_story(article, dora)
    assert set(Entry.objects.values_list("embargo_until", flat=True)) == {until}
    assert not Entry.objects.public().exists()


def test_captions_wait_for_the_embargo_of_an_article_published_by_itself(anna, dora):
    until = timezone.now() + timedelta(days=2)
    article = add(make_article(embargo_until=until), anna)
    photo = add(make_photo(), anna)
    Placement.objects.create(
        article_id=article.pk, photo_id=photo.pk, anchor="c1", position=1
    )
    submit(article, anna)
    publish(article, dora)
    assert Entry.objects.get(pk=photo.pk).status == "published"
    assert not Entry.objects.public().exists()


def test_the_story_of_a_withdrawn_article_is_not_published(anna, dora):
    article = published(make_article(title="Cameras"))
    event = add(make_event(title="Found"), anna)
    Evidence.objects.create(event_id=event.pk, entry_id=article.pk)
    withdraw(article, dora, "Asked for.")
    with pytest.raises(EditorialError, match="withdrawn"):
        submit_story(Entry.objects.get(pk=article.pk), anna)
    assert states()["Found"] == "draft"


def test_who_publishes_an_article_alone_is_told_of_its_unpublished_sources(anna, dora):
    article = make_story(anna)
    submit(article, anna)
    with pytest.raises(EditorialError, match="“Post”"):
        publish(article, dora)
    assert states()["Cameras"] == "in_review"
    publish(article, dora, without_sources=True)
    assert (states()["Cameras"], states()["Post"]) == ("published", "draft")
