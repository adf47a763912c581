"""The form of each kind has every field and row that an editor enters."""

from __future__ import annotations

import pytest
from django.contrib.admin import site
from django.contrib.admin.utils import flatten_fieldsets

from archive.admin.articles.article_admin import ArticleAdmin
from archive.admin.entries.kind_admins import EventAdmin, PhotoAdmin, SourceAdmin
from archive.admin.entries.narrative_admin import NarrativeAdmin
from archive.editorial import record_creation
from archive.models import (
    Article,
    Citation,
    Event,
    Narrative,
    NarrativeStep,
    Passage,
    Photo,
    Source,
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
ASKED_BESIDE = {"id_code_shown", "same_address", "seen_edit"}  # no fields of a record
SET_ON_REVIEW = {"embargo_until"}
SET_BY_IMPORTS = {  # or by verbs
    "sha256",
    "original_file",
    "original_audience",
    "import_key",
}
ADMINS = {
    Article: ArticleAdmin,
    Photo: PhotoAdmin,
    Source: SourceAdmin,
    Event: EventAdmin,
    Narrative: NarrativeAdmin,
}


def make_draft(kind, editor):
    entry = MAKERS[kind](title="A draft")
    record_creation(entry, editor)
    return entry


def change(entry):
    return f"/desk/admin/archive/{entry.kind}/{entry.pk}/change/"


@pytest.mark.only_on_sqlite("the form")
@pytest.mark.parametrize("kind", MAKERS)
def test_a_form_has_the_rows_of_its_kind_in_their_order(anna, kind):
    browser, editor = anna
    page = browser.get(change(make_draft(kind, editor)))
    formsets = page.context["inline_admin_formsets"]
    assert [each.formset.prefix for each in formsets] == ROWS[kind].split()
    assert page.content.decode().count('name="_save"') == 2  # above and below


def test_a_working_copy_begins_with_what_it_corrects(anna):
    browser, editor = anna
    article = published(make_article(created_by=editor))
    browser.post(f"/desk/admin/archive/article/{article.pk}/correct/")
    page = browser.get(change(Article.objects.get(correction_of=article)))
    formsets = page.context["inline_admin_formsets"]
    prefixes = [each.formset.prefix for each in formsets]
    assert prefixes == ["corrections", *ROWS["article"].split()]


@pytest.mark.parametrize("model", ADMINS)
def test_every_field_that_an_editor_enters_is_on_the_form(anna, rf, model):
    request = rf.get("/")
    request.user = anna[1]
    admin = site.get_model_admin(model)
    assert type(admin) is ADMINS[model]
    shown = set(flatten_fieldsets(admin.get_fieldsets(request)))
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
        each.formset
        for each in page.context["inline_admin_formsets"]
        if each.formset.prefix == "citations"
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
    address = f"/desk/admin/archive/event/{entry.pk}/redactions/"
    assert (address in page) is is_offered


def test_steps_of_a_story_trail_are_on_its_form(anna):
    browser, editor = anna
    narrative = Narrative.objects.create(title="A trail", language="en")
    step = NarrativeStep.objects.create(
        narrative=narrative, entry=published(make_event()), position=1, note="First."
    )
    record_creation(narrative, editor)
    page = browser.get(f"/desk/admin/archive/narrative/{narrative.pk}/change/")
    (steps,) = page.context["inline_admin_formsets"]
    form = steps.formset.forms[0]
    assert form.instance == step
    assert {"position", "entry", "anchor", "heading", "note"} <= set(form.fields)
