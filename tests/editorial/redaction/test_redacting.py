"""Words are withheld from every version, sealed, and put back."""

import json

import pytest

from archive import editorial
from archive.editorial import (
    INTEGRITY_CHECKS,
    EditorialError,
    find_words,
    note_account,
    redact_words,
    restore_words,
)
from archive.models import (
    Correction,
    Entry,
    Narrative,
    NarrativeStep,
    OutboxRow,
    Passage,
    Revision,
    SealedText,
)
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
WORDS = "Maria Muster"
CHAINS = tuple(name for name in INTEGRITY_CHECKS if name not in ("files", "index"))


@pytest.fixture
def dora():
    made = make_user("dora", "publisher")
    note_account(made, "A test.")
    return made


@pytest.fixture
def article(make_once):
    """Two public versions: the first names her in its lead, both in a passage."""
    return make_once(make_corrected_article)


def make_corrected_article():
    made = make_article(
        title=f"Cameras watch {WORDS}", lead=f"{WORDS} speaks.", language="en"
    )
    Passage.objects.create(
        article=made,
        anchor="p1",
        position=1,
        verbatim="A line.\nMaria\nMuster said so.",
    )
    editorial.record_creation(made, None)
    editorial.submit(made, None)
    editorial.publish(made, None)
    copy = editorial.correct(Entry.objects.get(pk=made.pk), None)
    type(made).objects.filter(pk=copy.pk).update(lead="Somebody speaks.")
    Correction.objects.create(entry=copy, was_wrong=WORDS, is_right="Somebody")
    editorial.submit(copy, None)
    editorial.publish(copy, None)
    return type(made).objects.get(pk=made.pk)


def find_problems():
    return [(name, finding) for name in CHAINS for finding in INTEGRITY_CHECKS[name]()]


def test_words_go_from_every_text_and_version_and_the_chain_holds(article, dora):
    made = redact_words(article, dora, WORDS, "Asked for by her.")
    assert list(find_words(WORDS)) == []
    article.refresh_from_db()
    assert article.title == "Cameras watch ⟦withheld⟧"
    assert article.slug == "cameras-watch-withheld"
    assert article.passages.get().verbatim == "A line.\n⟦withheld⟧ said so."
    assert Correction.objects.get().was_wrong == "⟦withheld⟧"
    states = [json.loads(row.state) for row in article.revisions.all()]
    assert states[0]["lead"] == "⟦withheld⟧ speaks."
    assert states[-1]["lead"] == "Somebody speaks."
    assert article.revisions.last().verb == "redact"
    assert find_problems() == []
    assert OutboxRow.objects.filter(entry_id=article.pk).exists()
    assert made.words == WORDS and made.replacement == "⟦withheld⟧"


def test_a_change_behind_a_redaction_is_still_found(article, dora):
    redact_words(article, dora, WORDS, "Asked for.")
    first = article.revisions.first()
    other = first.state.replace("speaks", "lies")
    Revision.objects.filter(pk=first.pk).update(state=other)
    assert [name for name, _finding in find_problems()] == ["revisions"]
    Revision.objects.filter(pk=first.pk).update(state=first.state)
    assert find_problems() == []
    sealed = SealedText.objects.filter(revision=first, column="state").get()
    sealed.text = sealed.text.replace("speaks", "lies")
    sealed.save()
    assert [name for name, _finding in find_problems()] == ["revisions"]


def test_a_redaction_is_undone_to_the_byte(article, dora):
    before = list(article.revisions.values_list("number", "state", "reason"))
    made = redact_words(article, dora, WORDS, "Asked for.", pseudonym="Anna K.")
    article.refresh_from_db()
    assert article.title == "Cameras watch ⟦Anna K.⟧"
    restore_words(made, dora, "She agreed.")
    now = list(article.revisions.values_list("number", "state", "reason"))
    assert now[: len(before)] == before
    article.refresh_from_db()
    assert article.title == f"Cameras watch {WORDS}"
    assert article.slug == "cameras-watch-maria-muster"
    assert find_problems() == []
    with pytest.raises(EditorialError, match="already"):
        restore_words(made, dora, "Again.")


def test_the_latest_redaction_is_undone_first(article, dora):
    first = redact_words(article, dora, WORDS, "Asked for.")
    second = redact_words(article, dora, "Somebody", "Asked for.")
    assert find_problems() == []
    with pytest.raises(EditorialError, match="later"):
        restore_words(first, dora, "No.")
    restore_words(second, dora, "Yes.")
    restore_words(first, dora, "Yes.")
    assert find_problems() == []


def test_what_was_published_since_is_not_overwritten_by_undoing(article, dora):
    made = redact_words(article, dora, WORDS, "Asked for.")
    copy = editorial.correct(Entry.objects.get(pk=article.pk), None)
    type(article).objects.filter(pk=copy.pk).update(lead="New.")
    Correction.objects.create(entry=copy, was_wrong="a", is_right="b")
    editorial.submit(copy, None)
    editorial.publish(copy, None)
    restore_words(made, dora, "She agreed.")
    article.refresh_from_db()
    assert article.lead == "New." and article.title == "Cameras watch ⟦withheld⟧"
    assert find_problems() == []


@pytest.mark.parametrize(
    ("field", "anchor", "left"),
    [
        ("title", "", {"lead", "verbatim", "was_wrong"}),
        ("passage.verbatim", "p1", {"title", "lead", "was_wrong"}),
    ],
)
def test_one_field_can_be_withheld_alone(article, dora, field, anchor, left):
    redact_words(article, dora, WORDS, "Asked for.", field=field, anchor=anchor)
    columns = {place.column for place in find_words(WORDS)} - {"state"}
    assert columns == left - {"lead"}
    assert find_problems() == []


def test_a_draft_correction_loses_the_words_too(article, dora):
    copy = editorial.correct(Entry.objects.get(pk=article.pk), None)
    redact_words(copy, dora, WORDS, "Asked for.")
    assert list(find_words(WORDS)) == []
    assert find_problems() == []


def test_words_of_a_story_trail_are_withheld_in_its_versions(article, dora):
    trail = Narrative.objects.create(title=f"{WORDS}, step by step", language="de")
    NarrativeStep.objects.create(
        narrative=trail, position=1, entry=article, note=f"Hier spricht {WORDS}."
    )
    editorial.record_creation(trail, None)
    editorial.submit(trail, None)
    editorial.publish(trail, None)
    made = redact_words(trail, dora, WORDS, "Asked for.")
    assert trail.steps.get().note == "Hier spricht ⟦nicht öffentlich⟧."
    assert find_problems() == []
    restore_words(made, dora, "She agreed.")
    assert WORDS in trail.steps.get().note
    assert find_problems() == []


@pytest.mark.parametrize(
    ("words", "reason", "pseudonym"),
    [
        ("a", "A reason.", ""),
        ("  ", "A reason.", ""),
        (WORDS, " ", ""),
        (WORDS, f"{WORDS} asked.", ""),
        (WORDS, "A reason.", f"Not {WORDS}"),
        (WORDS, "A reason.", "⟦B"),
        ("in no text at all", "A reason.", ""),
        (WORDS, "A reason.", "long " * 80),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    article, dora, words, reason, pseudonym
):
    before = article.revisions.count()
    with pytest.raises(EditorialError):
        redact_words(article, dora, words, reason, pseudonym=pseudonym)
    assert article.revisions.count() == before
    assert not SealedText.objects.exists()


def test_a_pseudonym_for_which_a_field_is_too_short_is_refused(dora):
    made = make_article(byline=f"{WORDS} {'x' * 180}")
    editorial.record_creation(made, None)
    with pytest.raises(EditorialError, match="too long"):
        redact_words(made, dora, WORDS, "Asked for.", pseudonym="A. " * 30)
    made.refresh_from_db()
    assert WORDS in made.byline and not SealedText.objects.exists()


@pytest.mark.parametrize("role", ["", "contributor", "editor", "administrator"])
def test_only_a_publisher_withholds_words(article, role):
    with pytest.raises(EditorialError):
        redact_words(article, make_user("carla", role), WORDS, "Asked for.")
