"""From a draft to a tombstone, by verbs alone, while the clock moves.

After each step every door says the same, and `verify` finds nothing wrong.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive import editorial
from archive.editorial import INTEGRITY_CHECKS, EditorialError
from archive.filters import SearchFilters
from archive.models import (
    Correction,
    Entry,
    Narrative,
    NarrativeStep,
    OutboxRow,
    Photo,
    Placement,
)
from archive.search import find_entry_ids, process_outbox
from archive.transparency import enter_lapsed_embargoes
from tests.factories import make_article, make_event, make_photo, make_source

pytestmark = pytest.mark.django_db
MAKERS = (make_article, make_photo, make_source, make_event)
FIRST, SECOND = "Zeisig", "Stieglitz"  # in the title of the first and second version


def fresh(document):
    return type(document).objects.get(pk=document.pk)


def verified(*left_out):
    """What `verify` finds, but for the checks left out."""
    return [
        f"{finding.where} {finding.message}"
        for name, check in INTEGRITY_CHECKS.items()
        if name not in left_out
        for finding in check()
    ]


def draft_of(make, by, **more):
    entry = make(title=f"{FIRST} on a mast", language="en", **more)
    editorial.record_creation(entry, by)
    return Entry.objects.get(pk=entry.pk)


def found(word):
    """Ids that a search gives."""
    return list(find_entry_ids(SearchFilters(q=word)))


def doors(client, entry, word=FIRST):
    """What readers get: status of page and file, and whether search, feed and list
    have it."""
    entry = Entry.objects.get(pk=entry.pk)
    feed = client.get("/feeds/latest/").content.decode()
    listed = client.get(f"/{entry.kind}s/").content.decode()
    return (
        client.get(entry.get_absolute_url()).status_code,
        client.get(f"/entries/{entry.id_code}.json").status_code,
        entry.pk in found(word),
        entry.id_code in feed,
        entry.id_code in listed,
    )


NOWHERE = (404, 404, False, False, False)
EVERYWHERE = (200, 200, True, True, True)
NOT_FOUND_YET = (200, 200, False, True, True)  # the index worker has not been there
GONE = (410, 410, False, False, False)


@pytest.mark.parametrize("make", MAKERS)
def test_an_entry_lives_by_verbs(client, clock, anna, dora, make):
    entry = draft_of(make, anna)
    clock.forward(minutes=1)
    editorial.submit(entry, anna)
    with pytest.raises(EditorialError, match="what is missing"):
        editorial.send_back(entry, dora)
    editorial.send_back(entry, dora, "A date.")
    assert fresh(entry).status == "draft"
    editorial.submit(entry, anna)
    process_outbox()
    assert doors(client, entry) == NOWHERE

    clock.forward(minutes=1)
    assert editorial.publish(fresh(entry), dora) == 1
    assert doors(client, entry) == NOT_FOUND_YET
    process_outbox()
    assert doors(client, entry) == EVERYWHERE
    assert verified() == []

    clock.forward(days=1)
    copy = editorial.correct(fresh(entry), anna)
    copy.title = f"{SECOND} on a mast"
    copy.save()
    editorial.record_edit(copy, anna)
    Correction.objects.create(entry=copy, was_wrong=FIRST, is_right=SECOND)
    process_outbox()
    assert doors(client, entry) == EVERYWHERE  # readers see what was published
    assert doors(client, copy, SECOND) == NOWHERE
    clock.forward(days=1)
    editorial.submit(copy, anna)
    assert editorial.publish(copy, dora) == 2
    assert found(SECOND) == [] and not Entry.objects.filter(pk=copy.pk).exists()
    process_outbox()
    assert doors(client, entry, SECOND) == EVERYWHERE
    assert found(FIRST) == []
    assert versions_at(client, entry) == [200, 200, 404]
    assert verified() == []

    withdrawn(client, clock, dora, entry)


def withdrawn(client, clock, dora, entry):
    """The end of it: a tombstone, and no way back."""
    clock.forward(days=1)
    with pytest.raises(EditorialError, match="reason for the withdrawal"):
        editorial.withdraw(fresh(entry), dora, " ")
    editorial.withdraw(fresh(entry), dora, "Asked for.")
    assert doors(client, entry, SECOND) == GONE
    page = client.get(fresh(entry).get_absolute_url()).content.decode()
    assert "Asked for." in page and SECOND not in page
    assert versions_at(client, entry) == [410, 410, 410]
    process_outbox()
    assert doors(client, entry, SECOND) == GONE
    assert verified() == []
    for verb in (editorial.submit, editorial.publish, editorial.correct):
        with pytest.raises(EditorialError):
            verb(fresh(entry), dora)


def versions_at(client, entry):
    return [
        client.get(f"/entries/{entry.id_code}/v{number}/").status_code
        for number in (1, 2, 3)
    ]


@pytest.mark.parametrize("make", MAKERS)
def test_an_embargo_ends_by_itself(client, clock, anna, dora, make):
    ends = clock.now + timedelta(days=1)
    entry = draft_of(make, anna, embargo_until=ends)
    editorial.submit(entry, anna)
    editorial.publish(entry, dora)
    process_outbox()
    assert doors(client, entry) == NOWHERE
    assert OutboxRow.objects.count() == 1  # the one that waits for the end
    assert verified() == []

    clock.now = ends - timedelta(seconds=1)
    process_outbox()
    assert doors(client, entry) == NOWHERE
    clock.now = ends
    assert doors(client, entry) == NOT_FOUND_YET
    process_outbox()
    enter_lapsed_embargoes()  # as the index worker does
    assert doors(client, entry) == EVERYWHERE
    assert not OutboxRow.objects.exists()
    assert verified() == []


def test_an_embargo_laid_on_what_is_public_hides_it_until_it_ends(
    client, clock, anna, dora
):
    entry = draft_of(make_article, anna)
    editorial.submit(entry, anna)
    editorial.publish(entry, dora)
    process_outbox()
    ends = clock.forward(days=1) + timedelta(days=2)
    copy = editorial.correct(fresh(entry), anna)
    copy.embargo_until = ends
    copy.save()
    editorial.record_edit(copy, anna)
    Correction.objects.create(entry=copy, was_wrong="-", is_right="-")
    editorial.submit(copy, anna)
    editorial.publish(copy, dora)
    assert doors(client, entry) == NOWHERE  # though the index still has it
    process_outbox()
    assert doors(client, entry) == NOWHERE
    clock.now = ends
    process_outbox()
    assert doors(client, entry) == EVERYWHERE
    assert versions_at(client, entry) == [200, 200, 404]


def test_what_is_withdrawn_under_an_embargo_never_was(client, clock, anna, dora):
    entry = draft_of(make_source, anna, embargo_until=clock.now + timedelta(days=1))
    editorial.submit(entry, anna)
    editorial.publish(entry, dora)
    editorial.withdraw(fresh(entry), dora, "Asked for.")
    process_outbox()
    assert doors(client, entry) == NOWHERE
    clock.forward(days=2)
    process_outbox()
    assert doors(client, entry) == NOWHERE
    assert verified() == []


def test_a_discarded_draft_is_nowhere_and_a_discarded_correction_changes_nothing(
    client, clock, anna, dora
):
    never = draft_of(make_event, anna)
    editorial.discard(never, anna)
    entry = draft_of(make_photo, anna, caption="As it was.")
    editorial.submit(entry, anna)
    editorial.publish(entry, dora)
    clock.forward(days=1)
    copy = editorial.correct(fresh(entry), anna)
    Photo.objects.filter(pk=copy.pk).update(caption="Otherwise.")
    editorial.discard(copy, anna, "It was right.")
    process_outbox()
    assert doors(client, never) == NOWHERE
    assert doors(client, entry) == EVERYWHERE
    assert Photo.objects.get(pk=entry.pk).caption == "As it was."
    assert fresh(entry).version == 1 and versions_at(client, entry) == [200, 404, 404]
    assert verified() == []


def test_captions_go_with_their_article(client, clock, anna, dora):
    article = draft_of(make_article, anna)
    photo = draft_of(make_photo, anna, caption="A mast.")
    Placement.objects.create(
        article_id=article.pk, photo_id=photo.pk, anchor="c1", position=1
    )
    editorial.record_edit(article, anna)
    states = []
    for verb, by, reason in (
        (editorial.submit, anna, ""),
        (editorial.send_back, dora, "A date."),
        (editorial.submit, anna, ""),
        (editorial.publish, dora, ""),
    ):
        verb(article, by, reason)
        states.append(fresh(photo).status)
    assert states == ["in_review", "draft", "in_review", "published"]
    assert fresh(photo).version == 1
    process_outbox()
    assert doors(client, photo) == EVERYWHERE
    editorial.withdraw(fresh(article), dora, "Asked for.")
    assert fresh(photo).status == "published"
    other = draft_of(make_article, anna)
    Placement.objects.create(
        article_id=other.pk, photo_id=photo.pk, anchor="c1", position=1
    )
    editorial.record_edit(other, anna)
    editorial.submit(other, anna)
    editorial.publish(other, dora)
    assert fresh(photo).version == 1  # what is public is not published again
    editorial.withdraw(fresh(other), dora, "Asked for.", with_captions=True)
    assert fresh(photo).status == "withdrawn"
    process_outbox()
    assert doors(client, photo) == GONE
    assert verified() == []


@pytest.fixture
def path(anna, dora, clock):
    """A draft of a narrative over a public event."""
    event = draft_of(make_event, anna, date="2019-02-03")
    editorial.submit(event, anna)
    editorial.publish(event, dora)
    narrative = Narrative.objects.create(title="A path", summary="S.", language="en")
    NarrativeStep.objects.create(
        narrative=narrative, position=1, entry=event, heading="One", note="First note."
    )
    editorial.record_creation(narrative, anna)
    return narrative


def shown(client, narrative):
    """Status of its page, and what of the notes stands there."""
    answer = client.get(fresh(narrative).get_absolute_url(), follow=True)
    text = answer.content.decode()
    notes = [word for word in ("First note.", "Second note.") if word in text]
    return answer.status_code, notes


def test_a_narrative_lives_by_verbs(client, clock, anna, dora, path):
    assert shown(client, path) == (404, [])
    editorial.submit(path, anna)
    with pytest.raises(EditorialError, match="what is missing"):
        editorial.send_back(path, dora, " ")
    editorial.send_back(path, dora, "Another step.")
    assert fresh(path).status == "draft"
    with pytest.raises(EditorialError):
        editorial.publish(path, dora)
    editorial.submit(path, anna)
    assert shown(client, path) == (404, [])
    assert editorial.publish(path, dora) == 1
    assert shown(client, path) == (200, ["First note."])
    assert verified("index") == []

    clock.forward(days=1)
    editorial.correct(fresh(path), anna)
    path.steps.update(note="Second note.")
    editorial.record_edit(path, anna)
    assert shown(client, path) == (200, ["First note."])
    editorial.submit(path, anna)
    assert shown(client, path) == (200, ["First note."])
    assert editorial.publish(path, dora) == 2
    assert shown(client, path) == (200, ["Second note."])

    clock.forward(days=1)
    editorial.correct(fresh(path), anna)
    changed = fresh(path)
    changed.title, changed.summary, changed.language = "Another", "T.", "de"
    changed.save()
    path.steps.update(note="-", heading="-", anchor="p1")
    path.steps.create(position=2, entry=path.steps.get().entry, note="More.")
    editorial.record_edit(changed, anna)
    editorial.discard(changed, anna, "It was right.")
    back = fresh(path)
    assert (back.title, back.summary, back.language) == ("A path", "S.", "en")
    step = back.steps.get()
    assert (step.note, step.heading, step.anchor) == ("Second note.", "One", "")
    assert (back.status, back.version) == ("published", 2)
    assert shown(client, path) == (200, ["Second note."])
    assert verified("index") == []

    editorial.withdraw(fresh(path), dora, "Asked for.")
    status, notes = shown(client, path)
    assert (status, notes) == (410, [])
    assert verified("index") == []


def test_a_narrative_waits_for_the_entries_on_its_path(client, clock, anna, dora, path):
    hidden = draft_of(
        make_event, anna, embargo_until=clock.now + timedelta(days=1), date="2019"
    )
    path.steps.create(position=2, entry=hidden, note="Second note.")
    editorial.record_edit(path, anna)
    editorial.submit(path, anna)
    for change in (editorial.submit, editorial.publish):
        with pytest.raises(EditorialError, match="Publish these entries first"):
            editorial.publish(path, dora)
        change(hidden, anna if change is editorial.submit else dora)
    with pytest.raises(EditorialError, match="Publish these entries first"):
        editorial.publish(path, dora)
    clock.forward(days=1)
    assert editorial.publish(path, dora) == 1
    assert shown(client, path) == (200, ["First note.", "Second note."])
    editorial.withdraw(fresh(hidden), dora, "Asked for.")
    assert shown(client, path) == (200, ["First note."])
