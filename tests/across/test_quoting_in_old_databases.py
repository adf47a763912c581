"""An upgrade turns what quotes in retold articles, and its history says so."""

from __future__ import annotations

import json
from importlib import import_module

import pytest
from django.apps import apps

from archive import editorial
from archive.editorial import INTEGRITY_CHECKS
from archive.editorial._revisions import hash_link
from archive.models import Article, Citation, OutboxRow, Passage, Revision
from archive.models.quoting_triggers import (
    create_quoting_triggers,
    drop_quoting_triggers,
)
from tests.factories import make_article, make_source, make_user

pytestmark = pytest.mark.django_db
UPGRADE = import_module("archive.migrations.0020_retold_text_quotes_nobody")
CHECKED = ("revisions", "publications", "states")


@pytest.fixture
def upgrade():
    """The old database, without triggers; calling it upgrades."""
    drop_quoting_triggers("default")

    def run():
        UPGRADE.stop_quoting(apps, None)
        create_quoting_triggers("default")

    return run


def make_quoting_article(**fields):
    article = make_article(text_is="own_words", **fields)
    Passage.objects.create(
        article=article, anchor="p1", position=1, verbatim="He said.", kind="post"
    )
    Passage.objects.create(
        article=article, anchor="p2", position=2, verbatim="Then this.", kind="heading"
    )
    Citation.objects.create(entry=article, source=make_source(), relation="quotes")
    return article


def find_faults():
    return [found for check in CHECKED for found in INTEGRITY_CHECKS[check]()]


def enter(article, anna):
    editorial.record_creation(article, anna)
    for source in article.citations.values_list("source", flat=True):
        other = article.citations.get(source=source).source
        editorial.record_creation(other, anna)
    return article


def test_what_was_public_becomes_a_new_version(upgrade):
    anna, dora = make_user("anna", "editor"), make_user("dora", "publisher")
    article = enter(make_quoting_article(), anna)
    source = enter(Citation.objects.get(entry=article).source, anna)
    for entry in (source, article):
        editorial.submit(entry, anna)
        editorial.publish(entry, dora)
    OutboxRow.objects.all().delete()
    upgrade()
    kinds = list(Passage.objects.order_by("position").values_list("kind", flat=True))
    assert kinds == ["paragraph", "heading"]
    assert Citation.objects.get().relation == "reports"
    assert Article.objects.get().version == 2
    newest = Revision.objects.filter(entry=article).latest("number")
    assert (newest.public_version, newest.verb) == (2, "publish")
    assert "quotes nobody" in newest.reason
    then = json.loads(Revision.objects.get(entry=article, public_version=1).state)
    assert sorted(row["kind"] for row in then["passage"]) == ["heading", "post"]
    assert find_faults() == []
    assert OutboxRow.objects.filter(entry_id=article.pk).exists()
    copy = editorial.correct(Article.objects.get(), anna)
    assert copy.version == 2


def test_a_draft_is_turned_without_a_version(upgrade):
    article = enter(make_quoting_article(), make_user("anna", "editor"))
    upgrade()
    assert Article.objects.get().version == 0
    newest = Revision.objects.filter(entry=article).latest("number")
    assert (newest.public_version, newest.verb) == (None, "edit")
    assert find_faults() == []


def test_other_articles_stay_as_they_are(upgrade):
    anna = make_user("anna", "editor")
    full = make_article(text_is="full")
    Passage.objects.create(
        article=full, anchor="p1", position=1, verbatim="He said.", kind="quotation"
    )
    editorial.record_creation(full, anna)
    upgrade()
    assert full.passages.get().kind == "quotation"
    assert Revision.objects.filter(entry=full).count() == 1


def test_rows_written_before_a_column_came_are_no_fault(upgrade):
    """Evidence has a relation by now: what revisions without it say still holds."""
    upgrade()
    anna = make_user("anna", "editor")
    article = make_article(text_is="full")
    Citation.objects.create(entry=article, source=make_source(), locator="p. 7")
    enter(article, anna)
    row = Revision.objects.filter(entry=article).latest("number")
    state = json.loads(row.state)
    del state["citation"][0]["locator"]
    text = editorial.write_canonical_json(state)
    Revision.objects.filter(pk=row.pk).update(
        state=text, sha256=hash_link(row.previous_sha256, row.salt, text)
    )
    assert find_faults() == []
    Citation.objects.update(relation="shows")
    assert [found.message for found in find_faults()] == [
        f"differs from revision {row.number}: citation"
    ]
