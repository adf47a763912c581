"""What is public is changed in a working copy, and laid back whole."""

import pytest

from archive.editorial import (
    EditorialError,
    correct,
    describe_entry,
    discard,
    publish,
    record_creation,
    record_edit,
    submit,
)
from archive.models import (
    Citation,
    Correction,
    Entry,
    EntryRegion,
    Passage,
    Region,
    Revision,
)
from tests.factories import make_article, make_event, make_source, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(anna, dora):
    """A public article with a passage that a source and an event rest on."""
    article = make_article(title="Before", lead="A lead.")
    first = Passage.objects.create(
        article=article, anchor="p1", position=1, verbatim="2.565.742 people"
    )
    source = published(make_source())
    Citation.objects.create(entry=article, source=source, passage=first)
    event = make_event()
    event.evidence_rows.create(entry=article, passage=first)
    record_creation(article, anna)
    submit(article, anna)
    publish(article, dora)
    return Entry.objects.get(pk=article.pk).article


def said(copy):
    Correction.objects.create(entry=copy, was_wrong="742", is_right="724")


def test_readers_see_the_old_version_until_the_correction_is_published(
    article, anna, dora, client
):
    address = article.get_absolute_url()
    copy = correct(article, anna)
    copy.title = "After"
    copy.save()
    Passage.objects.filter(article=copy).update(reading="2.565.724 people")
    record_edit(copy, anna)
    page = client.get(address).content.decode()
    assert "2.565.742" in page
    assert "2.565.724" not in page
    assert client.get(copy.get_absolute_url()).status_code == 404
    said(copy)
    submit(copy, anna)
    assert publish(copy, dora) == 2
    page = client.get(address, follow=True).content.decode()
    assert "2.565.724" in page
    assert "After" in page
    assert not Entry.objects.filter(correction_of=article).exists()


def test_what_pointed_to_the_entry_and_its_passages_still_does(article, anna, dora):
    passage = article.passages.get()
    copy = correct(article, anna)
    said(copy)
    submit(copy, anna)
    publish(copy, dora)
    assert article.passages.get() == passage
    assert article.citations.get().passage == passage
    assert article.evidence_for.get().passage == passage


def test_a_correction_that_changes_nothing_leaves_the_same_state(article, anna, dora):
    EntryRegion.objects.create(
        entry=article, region=Region.objects.create(code="CN", level="country")
    )
    before = describe_entry(article)
    copy = correct(article, anna)
    assert describe_entry(copy) == before
    said(copy)
    submit(copy, anna)
    publish(copy, dora)
    assert describe_entry(Entry.objects.get(pk=article.pk)) == before


def test_a_correction_says_what_was_wrong_and_joins_the_public_log(article, anna, dora):
    copy = correct(article, anna)
    with pytest.raises(EditorialError, match="what was wrong"):
        submit(copy, anna)
    said(copy)
    assert not Correction.objects.public().exists()
    submit(copy, anna)
    publish(copy, dora)
    row = Correction.objects.public().get()
    assert row.entry_id == article.pk
    assert row.revision.public_version == 2


def test_the_history_of_a_correction_is_the_entry_s(article, anna, dora):
    copy = correct(article, anna)
    record_edit(copy, anna)
    discard(copy, anna)
    verbs = Revision.objects.filter(entry=article).values_list("verb", flat=True)
    assert list(verbs)[-3:] == ["correct", "edit", "discard"]
    assert not Entry.objects.filter(pk=copy.pk).exists()


def test_there_is_one_correction_at_a_time(article, anna, dora):
    assert correct(article, anna).pk == correct(article, dora).pk


def test_a_correction_of_what_was_published_anew_is_told(article, anna, dora):
    copy = correct(article, anna)
    said(copy)
    submit(copy, anna)
    publish(article, None)
    with pytest.raises(EditorialError, match="newer published version"):
        publish(copy, dora)


def test_a_quoting_article_is_corrected_into_a_retold_one(anna, dora):
    article = make_article(text_is="full")
    Passage.objects.create(
        article=article, anchor="p1", position=1, verbatim="Said.", kind="quotation"
    )
    record_creation(article, anna)
    submit(article, anna)
    publish(article, dora)
    copy = correct(article, anna)
    copy.passages.update(kind="paragraph")
    copy.text_is = "own_words"
    copy.save()
    Correction.objects.create(entry=copy, was_wrong="A quotation", is_right="A report")
    submit(copy, anna)
    publish(copy, dora)
    article.refresh_from_db()
    assert (article.text_is, article.version) == ("own_words", 2)
    assert article.passages.get().kind == "paragraph"
