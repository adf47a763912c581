"""The database refuses quotations in retold articles, on every engine."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from archive.models import QUOTING_TRIGGERS, Article, Citation, Event, Evidence, Passage
from archive.models.quoting_triggers import (
    create_quoting_triggers,
    drop_quoting_triggers,
)
from tests.factories import make_article, make_source

pytestmark = pytest.mark.django_db
KINDS = ("quotation", "post")


def add_passage(article, kind, anchor="p1"):
    return Passage.objects.create(
        article=article, anchor=anchor, position=1, verbatim="Words.", kind=kind
    )


@pytest.fixture
def retold():
    return make_article(text_is="own_words")


@pytest.mark.parametrize("kind", KINDS)
def test_a_retold_article_can_have_no_quotation_or_post(retold, kind):
    with pytest.raises(IntegrityError, match="no quotation or post"):
        add_passage(retold, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_passage_of_a_retold_article_cannot_become_one(retold, kind):
    passage = add_passage(retold, "paragraph")
    with pytest.raises(IntegrityError, match="no quotation or post"):
        Passage.objects.filter(pk=passage.pk).update(kind=kind)


def test_a_quotation_cannot_move_into_a_retold_article(retold):
    passage = add_passage(make_article(text_is="full"), "quotation")
    with pytest.raises(IntegrityError, match="no quotation or post"):
        Passage.objects.filter(pk=passage.pk).update(article=retold)


def test_a_retold_article_can_quote_no_source(retold):
    source = make_source()
    with pytest.raises(IntegrityError, match="quotes no source"), transaction.atomic():
        Citation.objects.create(entry=retold, source=source, relation="quotes")
    row = Citation.objects.create(entry=retold, source=source, relation="reports")
    with pytest.raises(IntegrityError, match="quotes no source"):
        Citation.objects.filter(pk=row.pk).update(relation="quotes")


@pytest.mark.parametrize("kind", KINDS)
def test_an_article_that_quotes_cannot_become_retold(kind):
    article = make_article(text_is="full")
    add_passage(article, kind)
    with pytest.raises(IntegrityError, match="is not retold"):
        Article.objects.filter(pk=article.pk).update(text_is="own_words")


def test_an_article_that_quotes_a_source_cannot_become_retold():
    article = make_article(text_is="full")
    Citation.objects.create(entry=article, source=make_source(), relation="quotes")
    with pytest.raises(IntegrityError, match="is not retold"):
        Article.objects.filter(pk=article.pk).update(text_is="own_words")


def test_full_texts_quote_and_retold_ones_report(retold):
    full = make_article(text_is="full")
    for number, kind in enumerate(KINDS):
        add_passage(full, kind, f"p{number}")
    Citation.objects.create(entry=full, source=make_source(), relation="quotes")
    add_passage(retold, "paragraph")
    Citation.objects.create(entry=retold, source=make_source(), relation="reports")
    assert full.passages.count() == 2


def test_the_models_say_so_before_the_database_does(retold):
    full = make_article(text_is="full")
    quotation = add_passage(full, "quotation")
    quotation.clean()
    with pytest.raises(ValidationError, match="make this a paragraph"):
        Passage(article=retold, kind="post").clean()
    with pytest.raises(ValidationError, match="quotes nobody"):
        Citation(entry=retold, relation="quotes").clean()
    full.text_is = "own_words"
    with pytest.raises(ValidationError, match="make them"):
        full.clean()


def test_triggers_are_dropped_and_made_again(retold):
    drop_quoting_triggers("default")
    add_passage(retold, "quotation", "p8")
    Passage.objects.all().delete()
    create_quoting_triggers("default")
    create_quoting_triggers("default")
    with pytest.raises(IntegrityError):
        add_passage(retold, "quotation", "p9")


def test_all_triggers_are_there_after_all_migrations():
    if connection.vendor == "sqlite":
        sql = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        expected = {f"{name}_insert" for name in QUOTING_TRIGGERS}
        expected |= {f"{name}_update" for name in QUOTING_TRIGGERS}
    else:
        sql = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        expected = set(QUOTING_TRIGGERS)
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert expected <= {name for (name,) in cursor.fetchall()}


@pytest.mark.parametrize(
    ("model", "values"),
    [(Event, {"event_kind": "rumour"}), (Evidence, {"relation": "proves"})],
)
def test_kinds_of_events_and_relations_of_evidence_are_known(model, values):
    event = Event.objects.create(title="An event")
    Evidence.objects.create(event=event, entry=make_source())
    with pytest.raises(IntegrityError):
        model.objects.update(**values)
