"""No text that readers get has characters that nobody sees, however it is saved."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models
from django.forms import modelform_factory

from archive.models import Article, Passage
from archive.models.visible_text import VisibleCharField, VisibleTextField
from tests.factories import make_article

PLAIN = (models.CharField, models.TextField, models.SlugField, models.EmailField)
MARKED, READ = "Po\u200bli\U000e0041zei in\u2004Bern", "Polizei in Bern"
# Columns for codes, addresses, hashes and states, for what readers type and what only
# the desk reads: none of them is a text that the archive publishes.
OTHER_TEXTS = """
article: sha256
basket: key title
batch: filters key language
batchquery: text
capture: captured media_type sha256
commandrun: command outcome
desksession: session_data session_key
entry: date id_code import_key language slug
entrymerge: former_status reason
errorreport: anchor key stamp text
filecheck: name
formercode: code
formerword: word
importedfile: file_name sha256
importrun: importer undone_reason
intake: address_key dismissal_reason file_name media_type problem sha256 url
linkcheck: detail first_sha256 sha256 url
logcheckpoint: note
logleaf: id_code record statement
nameform: form
narrative: id_code language
narrativerevision: previous_sha256 reason salt sha256 state verb
narrativestep: anchor
outlet: issn language slug
passage: anchor language left_out_because
placement: anchor
redaction: field reason
region: code outline path
regionname: folded language
revision: previous_sha256 publication_sha256 reason salt sha256 state verb
reviewcomment: field of_text
rolerequest: outcome reason role
sealedtext: column model sha256 text
staffevent: fingerprint note previous_sha256 salt sha256 subject
tag: path slug
taglabel: folded language
timestamp: authority head
unfinishedfield: name value
unfinishedform: page
user: email first_name last_name password time_zone username
"""


def list_other_texts():
    """Text columns that keep their values as they are, by model."""
    found = {}
    for model in apps.get_app_config("archive").get_models():
        for field in model._meta.local_fields:
            is_text = isinstance(field, models.CharField | models.TextField)
            is_kept = not isinstance(field, VisibleCharField | VisibleTextField)
            if is_text and is_kept and not field.choices and type(field) in PLAIN:
                found.setdefault(model._meta.model_name, []).append(field.name)
    return {name: sorted(fields) for name, fields in found.items()}


def test_every_text_that_is_published_is_such_a_field():
    rows = (line.split(": ") for line in OTHER_TEXTS.strip().splitlines())
    assert list_other_texts() == {name: fields.split() for name, fields in rows}


def save(article, passage):
    passage.verbatim = article.lead = MARKED
    article.save()
    passage.save()
    assert (article.lead, passage.verbatim) == (READ, READ)


def update(article, passage):
    Article.objects.filter(pk=article.pk).update(lead=MARKED)
    Passage.objects.filter(pk=passage.pk).update(verbatim=MARKED)


def create_many(article, passage):
    passage.delete()
    Passage.objects.bulk_create(
        [Passage(article=article, anchor="p1", position=1, verbatim=MARKED)]
    )
    Article.objects.filter(pk=article.pk).update(lead=MARKED)


def update_many(article, passage):
    passage.verbatim, article.lead = MARKED, MARKED
    Passage.objects.bulk_update([passage], ["verbatim"])
    Article.objects.bulk_update([article], ["lead"])


@pytest.mark.django_db
@pytest.mark.parametrize("write", [save, update, create_many, update_many])
def test_hidden_marks_never_reach_the_database(write):
    article = make_article(title=MARKED, summary=MARKED)
    passage = Passage.objects.create(
        article=article, anchor="p1", position=1, verbatim="a"
    )
    write(article, passage)
    found = Article.objects.get(pk=article.pk)
    assert (found.title, found.summary, found.lead) == (READ, READ, READ)
    assert found.passages.get().verbatim == READ


@pytest.mark.django_db
def test_a_form_takes_marks_out_before_it_counts_characters():
    form = modelform_factory(Article, fields=["kicker"])({"kicker": "a\u200b" * 200})
    assert form.is_valid(), form.errors
    assert form.save(commit=False).kicker == "a" * 200
