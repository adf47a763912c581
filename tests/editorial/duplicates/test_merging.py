"""Two entries become one: what used the one uses the other, and nothing is lost."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from archive import editorial
from archive.editorial import INTEGRITY_CHECKS, EditorialError
from archive.models import (
    Capture,
    Citation,
    Correction,
    Derivation,
    Entry,
    EntryMerge,
    EntryRelation,
    Evidence,
    NarrativeStep,
    OutboxRow,
    Placement,
    StaffEvent,
)
from archive.models.narrative import Narrative
from tests.factories import (
    make_article,
    make_event,
    make_noted_user,
    make_photo,
    make_source,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return make_noted_user("anna", "editor")


@pytest.fixture
def dora():
    return make_noted_user("dora", "publisher")


@pytest.fixture
def release(anna, dora):
    def publish(entry):
        editorial.record_creation(entry, anna)
        editorial.submit(entry, anna)
        editorial.publish(entry, dora, without_sources=True)
        return type(entry).objects.get(pk=entry.pk)

    return publish


@pytest.fixture
def twins(release):
    return release(make_source(title="Report")), release(make_source(title="Report."))


def fresh(entry):
    return Entry.objects.get(pk=entry.pk)


def find_faults():
    """What `verify` says of states, chains and the public log."""
    checks = [check for name, check in INTEGRITY_CHECKS.items() if name != "index"]
    return [finding for check in checks for finding in check()]


def test_what_cited_the_one_cites_the_other_in_a_new_version(twins, release, dora):
    article = make_article(title="An article")
    Citation.objects.create(entry=article, source=twins[0])
    article = release(article)
    OutboxRow.objects.all().delete()
    assert editorial.merge_entries(twins[0], twins[1], dora, "Twice.") == 1
    assert article.citations.get().source_id == twins[1].pk
    assert fresh(article).version == 2
    assert fresh(twins[0]).status == "withdrawn"
    assert fresh(twins[0]).merged_into_id == twins[1].pk
    told = set(OutboxRow.objects.values_list("entry_id", flat=True))
    assert {article.pk, twins[0].pk} <= told
    assert find_faults() == []


def test_a_draft_that_cites_it_gets_a_revision_and_stays_a_draft(twins, anna, dora):
    draft = make_article(title="A draft")
    Citation.objects.create(entry=draft, source=twins[0])
    editorial.record_creation(draft, anna)
    editorial.merge_entries(twins[0], twins[1], dora, "Twice.")
    last = draft.revisions.order_by("number").last()
    assert (last.verb, fresh(draft).status) == ("merge", "draft")
    assert last.reason.endswith("Twice.") and twins[1].id_code in last.state
    assert fresh(draft).edit_number == 2


def test_a_correction_that_is_being_written_goes_on(twins, release, anna, dora):
    article = make_article(title="An article")
    Citation.objects.create(entry=article, source=twins[0])
    article = release(article)
    copy = editorial.correct(article, anna)
    Correction.objects.create(entry=copy, was_wrong="-", is_right="-")
    editorial.merge_entries(twins[0], twins[1], dora, "Twice.")
    assert copy.citations.get().source_id == twins[1].pk
    editorial.submit(copy, anna)
    assert editorial.publish(copy, dora) == 3
    assert find_faults() == []


POINTED = {
    "derivation": (make_source, lambda a, b: Derivation(source=a, origin=b)),
    "relation": (
        make_article,
        lambda a, b: EntryRelation(entry=a, relation="denies", target=b),
    ),
    "evidence": (make_event, lambda a, b: Evidence(event=a, entry=b)),
}


@pytest.mark.parametrize("name", POINTED)
def test_every_row_that_points_to_it_follows(twins, release, dora, name):
    make, tie = POINTED[name]
    user = make(title="A user")
    row = tie(user, twins[0])
    row.save()
    user = release(user)
    editorial.merge_entries(twins[0], twins[1], dora, "Twice.")
    row.refresh_from_db()
    assert twins[1].pk in {getattr(row, f.attname) for f in row._meta.concrete_fields}
    assert fresh(user).version == 2
    assert find_faults() == []


def test_a_caption_that_is_there_twice_is_placed_once(release, dora):
    article = make_article(title="An article")
    twins = make_photo(title="One"), make_photo(title="Two")
    for number, photo in enumerate(twins, start=1):
        Placement.objects.create(
            article=article, photo=photo, anchor=f"c{number}", position=number
        )
    article = release(article)
    editorial.merge_entries(twins[0], twins[1], dora, "Twice.")
    photos = article.placements.values_list("photo_id", flat=True)
    assert set(photos) <= {twins[0].pk, twins[1].pk} and twins[1].pk in photos
    assert find_faults() == []


def test_sources_captions_and_copies_are_added_to_the_other(release, dora):
    old, new = (make_article(title=title) for title in ("The page", "The page."))
    shared, own = (release(make_source(title=title)) for title in ("Shared", "Own"))
    photo = release(make_photo(title="A caption"))
    for entry in (old, new):
        Citation.objects.create(entry=entry, source=shared)
    Citation.objects.create(entry=old, source=own)
    Placement.objects.create(article=old, photo=photo, anchor="c7", position=7)
    old, new = release(old), release(new)
    Capture.objects.create(entry=old, method="a copy", external_url="https://x.example")
    editorial.merge_entries(old, new, dora, "Twice.")
    cited = new.citations.values_list("source_id", flat=True)
    assert sorted(cited) == sorted([shared.pk, own.pk])
    assert [(p.photo_id, p.anchor) for p in new.placements.all()] == [(photo.pk, "c1")]
    assert new.captures.get().external_url == "https://x.example"
    assert old.citations.count() == 2 and old.placements.count() == 1  # as it was
    assert fresh(new).version == 2


def test_a_story_trail_leads_over_the_other(twins, anna, dora):
    trail = Narrative.objects.create(title="A trail")
    NarrativeStep.objects.create(narrative=trail, position=1, entry=twins[0])
    editorial.record_creation(trail, anna)
    editorial.merge_entries(twins[0], twins[1], dora, "Twice.")
    assert trail.steps.get().entry_id == twins[1].pk
    assert find_faults() == []
    editorial.undo_merge(twins[0], dora, "They differ.")
    assert trail.steps.get().entry_id == twins[0].pk


def test_a_merge_is_taken_back(twins, release, dora):
    article = make_article(title="An article")
    Citation.objects.create(entry=article, source=twins[0])
    article = release(article)
    origin = release(make_source(title="Origin"))
    Derivation.objects.create(source=twins[0], origin=origin)
    editorial.merge_entries(twins[0], twins[1], dora, "Twice.")
    assert twins[1].derived_from.get().origin_id == origin.pk
    editorial.undo_merge(twins[0], dora, "They differ.")
    back = fresh(twins[0])
    assert (back.status, back.merged_into_id, back.withdrawal_reason) == (
        "published",
        None,
        "",
    )
    assert article.citations.get().source_id == twins[0].pk
    assert twins[1].derived_from.count() == 0
    assert EntryMerge.objects.get().undone_at is not None
    with pytest.raises(EditorialError, match="not merged"):
        editorial.undo_merge(twins[0], dora, "Again.")


def test_a_draft_that_was_merged_comes_back_as_a_draft(anna, dora):
    drafts = [make_source(title="A draft") for _number in range(2)]
    for draft in drafts:
        editorial.record_creation(draft, anna)
    editorial.merge_entries(*drafts, dora, "Twice.")
    assert fresh(drafts[0]).first_published_at is None
    editorial.undo_merge(drafts[0], dora, "They differ.")
    assert fresh(drafts[0]).status == "draft"


def test_what_was_merged_before_leads_to_the_last_one(twins, release, dora):
    third = release(make_source(title="Report!"))
    editorial.merge_entries(twins[0], twins[1], dora, "Twice.")
    editorial.merge_entries(twins[1], third, dora, "Thrice.")
    assert fresh(twins[0]).merged_into_id == third.pk


@pytest.mark.parametrize("role", ["contributor", "editor", "administrator"])
def test_only_publishers_merge(twins, role):
    with pytest.raises(EditorialError):
        editorial.merge_entries(*twins, make_noted_user("ben", role), "Twice.")
    assert fresh(twins[0]).merged_into_id is None


def test_what_is_no_twin_is_refused(twins, release, anna, dora):
    article = release(make_article(title="An article"))
    hidden = make_source(title="Hidden", audience="editors")
    editorial.record_creation(hidden, anna)
    for into, message in (
        (article, "one type"),
        (twins[0], "one type"),
        (hidden, "Readers don't see"),
    ):
        with pytest.raises(EditorialError, match=message):
            editorial.merge_entries(twins[0], into, dora, "Twice.")
    with pytest.raises(EditorialError, match="Give a reason"):
        editorial.merge_entries(*twins, dora, " ")
    copy = editorial.correct(twins[0], anna)
    with pytest.raises(EditorialError, match="is being corrected"):
        editorial.merge_entries(*twins, dora, "Twice.")
    with pytest.raises(EditorialError, match="not a correction"):
        editorial.merge_entries(copy, twins[1], dora, "Twice.")


def test_the_staff_log_names_who_took_it_from_readers(twins, dora):
    editorial.merge_entries(*twins, dora, "Twice.")
    event = StaffEvent.objects.get(kind="withdrawn")
    assert (event.by, twins[0].id_code_display in event.subject) == (dora, True)


def test_the_database_lets_only_withdrawn_entries_lead_on(twins):
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=twins[0].pk).update(merged_into=twins[1])
