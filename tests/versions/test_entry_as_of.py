"""A version is as readers saw it, less what they may not see today."""

from __future__ import annotations

import pytest

from archive import editorial
from archive.models import Article, Citation, Passage
from archive.versions import list_versions, load_entry_as_of
from tests.factories import make_article, make_event, make_source, published

pytestmark = pytest.mark.django_db


def release(entry):
    editorial.record_creation(entry, None)
    editorial.publish(entry, None)
    return entry


@pytest.fixture
def article():
    """A public article with two passages, of which one is withheld."""
    made = make_article(title="Before", lead="A lead.", language="de", sha256="a1" * 32)
    for number, audience in enumerate(("public", "editors"), start=1):
        Passage.objects.create(
            article=made,
            anchor=f"p{number}",
            position=number,
            verbatim=f"Text {number}.",
            audience=audience,
        )
    passage = Passage.objects.get(anchor="p1")
    Citation.objects.create(
        entry=made,
        source=published(make_source(title="A report")),
        passage=passage,
        quotation_exact="Text",
    )
    return release(made)


def load(entry):
    (version,) = list_versions(entry)
    return load_entry_as_of(version)


def test_a_version_keeps_what_was_said_when_the_record_changes(article):
    Article.objects.filter(pk=article.pk).update(title="After", lead="Another.")
    found = load(article)
    assert (found.entry.title, found.entry.lead) == ("Before", "A lead.")
    assert found.entry.text_access == "public"
    assert (found.entry.pk, found.entry.version) == (article.pk, 1)


def test_a_withheld_passage_is_a_placeholder(article):
    found = load(article)
    assert [passage.anchor for passage in found.passages] == ["p1"]
    assert found.withheld == (("p2", 2),)
    (cited,) = found.sources
    assert (cited.anchor, cited.quotation) == ("p1", "Text")


def test_a_text_that_was_closed_since_is_closed_in_every_version(article):
    Article.objects.filter(pk=article.pk).update(text_access="editors")
    found = load(article)
    assert (found.entry.lead, found.entry.text_access) == ("", "editors")
    assert found.passages == ()
    assert all(cited.quotation == "" for cited in found.sources)


@pytest.mark.parametrize(("audience", "told"), [("editors", ""), ("public", "a1" * 32)])
def test_the_checksum_of_an_original_is_told_where_it_is_public(
    article, audience, told
):
    Article.objects.filter(pk=article.pk).update(original_audience=audience)
    assert load(article).entry.sha256 == told


def test_an_event_keeps_its_words_though_it_has_no_text():
    event = release(make_event(title="Opened", description="A gate opened."))
    found = load(event)
    assert found.entry.description == "A gate opened."
    assert not hasattr(found.entry, "lead") and not hasattr(found.entry, "sha256")
