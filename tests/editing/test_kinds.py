"""The form of each kind has every field and row that an editor enters."""

from __future__ import annotations

import pytest

from archive.editing.kinds import RECORD_KINDS
from archive.editorial import record_creation
from archive.models import (
    Article,
    Citation,
    Narrative,
    NarrativeStep,
    Passage,
)
from tests.factories import (
    make_article,
    make_event,
    make_photo,
    make_source,
    published,
)

pytestmark = pytest.mark.django_db
MAKERS = {
    "article": make_article,
    "photo": make_photo,
    "source": make_source,
    "event": make_event,
}
ROWS = {  # in the order of the form
    "article": "authors passages placements citations entry_regions taggings relations",
    "photo": "authors entry_regions taggings citations relations",
    "source": "authors derived_from entry_regions taggings citations relations",
    "event": "evidence_rows entry_regions taggings citations relations",
}
ASKED_BESIDE = {"same_address", "new_outlet"}  # no fields of a record
SET_ON_REVIEW = {"embargo_until"}
SET_BY_IMPORTS = {  # or by verbs
    "sha256",
    "original_file",
    "original_audience",
    "import_key",
}


def list_formsets(page):
    """The form sets of the page, in its order."""
    sections = page.context["sections"]
    return [each.formset for each in sections if each.formset is not None]


def make_draft(kind, editor):
    entry = MAKERS[kind](title="A draft")
    record_creation(entry, editor)
    return entry


def change(entry):
    return f"/desk/{entry.kind}s/{entry.id_code}/"


@pytest.mark.only_on_sqlite("the form")
@pytest.mark.parametrize("kind", MAKERS)
def test_a_form_has_the_rows_of_its_kind_in_their_order(anna, kind):
    browser, editor = anna
    page = browser.get(change(make_draft(kind, editor)))
    prefixes = [formset.prefix for formset in list_formsets(page)]
    assert prefixes == ROWS[kind].split()
    assert page.content.decode().count('name="_save"') == 1  # always in sight


def test_a_working_copy_begins_with_what_it_corrects(anna):
    browser, editor = anna
    article = published(make_article(created_by=editor))
    browser.post(f"/desk/articles/{article.id_code}/correct/")
    page = browser.get(change(Article.objects.get(correction_of=article)))
    prefixes = [formset.prefix for formset in list_formsets(page)]
    assert prefixes == ["corrections", *ROWS["article"].split()]


@pytest.mark.parametrize("kind", RECORD_KINDS)
def test_every_field_that_an_editor_enters_is_on_the_form(kind):
    model, shown = RECORD_KINDS[kind].model, set(RECORD_KINDS[kind].list_fields())
    entered = {field.name for field in model._meta.fields if field.editable}
    beside = SET_BY_IMPORTS | SET_ON_REVIEW
    missing = entered - shown - beside - {"id", "entry_ptr"}
    assert missing == set()
    assert shown - entered <= ASKED_BESIDE


@pytest.mark.only_on_sqlite("the form")
def test_a_source_is_tied_to_a_passage_of_its_own_article_only(anna):
    browser, editor = anna
    drafts = [make_draft("article", editor) for _number in range(2)]
    for number, article in enumerate(drafts):
        Passage.objects.create(
            article=article, anchor="p1", position=1, verbatim=f"Text {number}."
        )
    Citation.objects.create(entry=drafts[0], source=published(make_source()))
    page = browser.get(change(drafts[0]))
    (citations,) = (
        formset for formset in list_formsets(page) if formset.prefix == "citations"
    )
    offered = citations.forms[0].fields["passage"].queryset
    assert [passage.verbatim for passage in offered] == ["Text 0."]


@pytest.mark.only_on_sqlite("the form")
@pytest.mark.parametrize(
    ("role", "is_offered"), [("editor", False), ("publisher", True)]
)
def test_withholding_words_is_offered_to_who_may(enter, role, is_offered):
    browser, user = enter("berta", role)
    entry = make_draft("event", user)
    page = browser.get(change(entry)).content.decode()
    address = f"/desk/events/{entry.id_code}/redactions/"
    assert (address in page) is is_offered


def test_steps_of_a_story_trail_are_on_its_form(anna):
    browser, editor = anna
    narrative = Narrative.objects.create(title="A trail", language="en")
    step = NarrativeStep.objects.create(
        narrative=narrative, entry=published(make_event()), position=1, note="First."
    )
    record_creation(narrative, editor)
    page = browser.get(f"/desk/narratives/{narrative.id_code}/")
    (steps,) = list_formsets(page)
    form = steps.forms[0]
    assert form.instance == step
    assert {"position", "entry", "anchor", "heading", "note"} <= set(form.fields)
