"""Two people at once: one waits, and nothing is lost or doubled.

The first call stays in its open transaction while the second begins: what the first
has not locked, the second takes for free. PostgreSQL only: SQLite lets one write.
"""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client

from archive import editorial
from archive.editorial import EditorialError
from archive.models import Entry, Narrative, Placement, Revision
from tests.admin.forms import fields
from tests.factories import make_article, make_photo

from .two_at_once import (
    bring,
    fresh,
    make_correction,
    make_entry,
    make_path,
    sound,
    two_at_once,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.only_on_postgresql]


# verb, the state that it needs, its reason
VERBS = (
    ("submit", "draft", ""),
    ("send_back", "in_review", "A date."),
    ("publish", "in_review", ""),
    ("withdraw", "published", "Asked for."),
    ("discard", "draft", ""),
)


@pytest.mark.parametrize(
    ("make", "verb", "state", "reason"),
    [
        (make, *called)
        for make in (make_entry, make_path, make_correction)
        for called in VERBS
        if make is not make_correction or called[1] != "published"
    ],
)
def test_of_two_who_call_a_verb_one_is_refused(cast, make, verb, state, reason):
    document = make(cast)
    bring(document, state, cast)
    call = getattr(editorial, verb)
    before = Revision.objects.count()
    one, other = fresh(document), fresh(document)
    first, second = two_at_once(
        lambda: call(one, cast["dora"], reason),
        lambda: call(other, cast["erna"], reason),
    )
    assert not isinstance(first, EditorialError), first
    assert isinstance(second, EditorialError), second
    if not isinstance(document, Narrative):
        assert Revision.objects.count() == before + 1
    assert sound() == []


@pytest.mark.parametrize("make", [make_entry, make_path])
def test_of_two_who_correct_both_get_the_same_draft_or_one_is_told(cast, make):
    document = make(cast)
    bring(document, "published", cast)
    one, other = fresh(document), fresh(document)
    first, second = two_at_once(
        lambda: editorial.correct(one, cast["anna"]),
        lambda: editorial.correct(other, cast["erna"]),
    )
    if isinstance(document, Narrative):
        assert isinstance(second, EditorialError)
    else:
        assert first.pk == second.pk
        assert Entry.objects.filter(correction_of=document).count() == 1
    assert sound() == []


def test_two_publications_at_once_are_one_chain(cast):
    entries = [make_entry(cast) for _n in range(4)]
    for entry in entries:
        bring(entry, "in_review", cast)
    for pair in (entries[:2], entries[2:]):
        one, other = (fresh(entry) for entry in pair)
        two_at_once(
            lambda one=one: editorial.publish(one, cast["dora"]),
            lambda other=other: editorial.publish(other, cast["erna"]),
        )
    heads = Revision.objects.exclude(publication_sha256="")
    assert heads.values("publication_sha256").distinct().count() == 4
    assert sound() == []


def test_a_caption_of_two_articles_is_published_once(cast):
    photo = make_photo(title="Photo 1 of 1", caption="A mast.")
    editorial.record_creation(photo, cast["anna"])
    articles = []
    for _n in range(2):
        article = make_article(title="An article")
        Placement.objects.create(article=article, photo=photo, anchor="c1", position=1)
        editorial.record_creation(article, cast["anna"])
        articles.append(article)
    bring(articles[0], "in_review", cast)
    bring(articles[1], "in_review", cast)
    one, other = (fresh(article) for article in articles)
    two_at_once(
        lambda: editorial.publish(one, cast["dora"]),
        lambda: editorial.publish(other, cast["erna"]),
    )
    assert fresh(photo).version == 1
    assert photo.revisions.filter(verb="publish").count() == 1
    assert sound() == []


def test_who_withdraws_and_who_publishes_a_correction_do_not_wait_for_each_other(cast):
    for turn in range(2):
        copy = make_correction(cast)
        bring(copy, "in_review", cast)
        original, mine = fresh(copy).correction_of, fresh(copy)
        calls = [
            lambda entry=original: editorial.withdraw(entry, cast["dora"], "Asked."),
            lambda entry=mine: editorial.publish(entry, cast["erna"]),
        ]
        first, second = two_at_once(*(calls if turn else calls[::-1]))
        assert not isinstance(first, EditorialError)
        # Withdrawn first, the correction is gone; published first, it can be withdrawn.
        assert isinstance(second, EditorialError) == bool(turn)
    assert sound() == []


def test_two_edits_at_once_are_two_revisions(cast):
    entry = make_entry(cast)
    one, other = fresh(entry), fresh(entry)

    def edit(row, by):
        with transaction.atomic():
            editorial.record_edit(row, by)

    two_at_once(lambda: edit(one, cast["anna"]), lambda: edit(other, cast["dora"]))
    assert list(entry.revisions.values_list("number", flat=True)) == [1, 2, 3]
    assert fresh(entry).edit_number == 3
    assert sound() == []


def test_of_two_forms_that_are_saved_at_once_one_is_shown_the_other(cast):
    entry = make_entry(cast)
    address = f"/desk/events/{entry.id_code}/"
    clients, forms = [], []
    for name in ("anna", "dora"):
        client = Client()
        client.force_login(cast[name])
        clients.append(client)
        forms.append(fields(client.get(address)) | {"title": f"By {name}"})
    first, second = two_at_once(
        lambda: clients[0].post(address, forms[0]).status_code,
        lambda: clients[1].post(address, forms[1]).status_code,
    )
    assert (first, second) == (302, 409)
    assert fresh(entry).title == "By anna"
    assert sound() == []


def test_a_form_of_a_correction_published_meanwhile_is_answered(cast):
    copy = make_correction(cast)
    bring(copy, "in_review", cast)
    address = f"/desk/events/{copy.id_code}/"
    client = Client()
    client.force_login(cast["anna"])
    form = fields(client.get(address)) | {"title": "Too late"}
    mine = fresh(copy)
    _version, status = two_at_once(
        lambda: editorial.publish(mine, cast["dora"]),
        lambda: client.post(address, form).status_code,
    )
    assert status < 500
    assert not Entry.objects.filter(title="Too late").exists()
    assert sound() == []
