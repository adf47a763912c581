"""Who may see what, as tables: each condition with each row that could pass it."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from archive.models import Article, Capture, Entry, Narrative, Passage, visibility
from archive.models.entries.entry import read_visibility
from tests.factories import make_article, make_event, make_user

pytestmark = pytest.mark.django_db
STATUSES = ("draft", "in_review", "published", "withdrawn")
EMBARGOES = {"none": None, "over": -1, "ahead": 1}  # in days from now


def make_entries():
    """One entry of each status, audience and embargo."""
    now = timezone.now()
    for status, audience, embargo in product(
        STATUSES, ("public", "editors"), EMBARGOES
    ):
        days = EMBARGOES[embargo]
        entry = make_event(title=f"{status} {audience} {embargo}", audience=audience)
        Entry.objects.filter(pk=entry.pk).update(
            status=status,
            embargo_until=None if days is None else now + timedelta(days=days),
            version=1,
            first_published_at=now,
        )


def titles(condition, model=Entry):
    return sorted(model.objects.filter(condition).values_list("title", flat=True))


def test_an_entry_is_public_when_published_for_all_and_past_its_embargo():
    make_entries()
    wanted = ["published public none", "published public over"]
    assert titles(visibility.public_entries()) == wanted
    ids = list(Entry.objects.values_list("pk", flat=True))
    told = {pk: is_public for pk, _kind, is_public in read_visibility(ids)}
    assert sorted(told) == sorted(ids)
    shown = Entry.objects.filter(pk__in=[pk for pk in ids if told[pk]])
    assert sorted(shown.values_list("title", flat=True)) == wanted


def test_an_entry_leaves_a_tombstone_when_it_was_public_once():
    make_entries()
    never = make_event(title="never")
    Entry.objects.filter(pk=never.pk).update(status="withdrawn")
    wanted = ["withdrawn public none", "withdrawn public over"]
    assert titles(visibility.withdrawn_entries()) == wanted


def test_a_condition_below_another_record_is_the_same():
    make_entries()
    for entry in Entry.objects.all():
        Capture.objects.create(entry=entry, method=entry.title)
    found = Capture.objects.filter(visibility.public_entries("entry__"))
    methods = sorted(found.values_list("method", flat=True))
    assert methods == ["published public none", "published public over"]


@pytest.mark.parametrize(
    ("status", "version", "is_public", "is_gone"),
    [
        ("draft", 0, False, False),
        ("in_review", 0, False, False),
        ("withdrawn", 0, False, False),
        ("draft", 1, True, False),
        ("in_review", 1, True, False),
        ("published", 1, True, False),
        ("published", 2, True, False),
        ("withdrawn", 1, False, True),
        ("withdrawn", 2, False, True),
    ],
)
def test_a_narrative_is_public_once_published_until_withdrawn(
    status, version, is_public, is_gone
):
    made = Narrative.objects.create(title="A path")
    Narrative.objects.filter(pk=made.pk).update(
        status=status, version=version, first_published_at=timezone.now()
    )
    found = Narrative.objects
    assert found.filter(visibility.public_narratives()).exists() is is_public
    assert found.filter(visibility.withdrawn_narratives()).exists() is is_gone


@pytest.mark.parametrize(
    ("audience", "left_out", "is_public", "is_withheld"),
    [
        ("public", "", True, False),
        ("editors", "", False, True),
        ("public", "a teaser", False, False),
        ("editors", "a teaser", False, False),
    ],
)
def test_a_passage_is_shown_withheld_or_left_out(
    audience, left_out, is_public, is_withheld
):
    Passage.objects.create(
        article=make_article(),
        anchor="p1",
        position=1,
        verbatim="A text.",
        audience=audience,
        left_out_because=left_out,
    )
    assert Passage.objects.filter(visibility.public_passages()).exists() is is_public
    below = Article.objects.filter(visibility.public_passages("passages__"))
    assert below.exists() is is_public
    withheld = Passage.objects.filter(visibility.withheld_passages())
    assert withheld.exists() is is_withheld


@pytest.mark.parametrize("access", ["public", "editors"])
def test_a_text_is_for_readers_or_for_editors(access):
    make_article(text_access=access)
    found = Article.objects.filter(visibility.public_text())
    assert found.exists() is (access == "public")


@pytest.mark.parametrize(
    ("audience", "file", "is_public"),
    [
        ("public", "originals/a", True),
        ("editors", "originals/a", False),
        ("editors", "", False),
    ],
)
def test_a_capture_is_for_readers_where_there_is_a_file_for_them(
    audience, file, is_public
):
    Capture.objects.create(
        entry=make_event(),
        method="a scan",
        media_type="application/pdf",
        audience=audience,
        file=file,
    )
    found = Capture.objects.filter(visibility.public_captures())
    assert found.exists() is is_public


ALL = ("confidential", "hidden text", "of another", "own draft", "public")
SEEN = {
    "": ("hidden text", "public"),
    "administrator": ("hidden text", "public"),
    "contributor": ("hidden text", "own draft", "public"),
    "editor": ALL,
    "publisher": ALL,
}


@pytest.mark.parametrize("role", list(SEEN))
def test_who_sees_what_at_the_desk(role):
    user = make_user("somebody", role)
    now = timezone.now()
    for title in ALL:
        article = make_article(
            title=title,
            created_by=user if title == "own draft" else None,
            audience="editors" if title == "confidential" else "public",
            text_access="editors" if title == "hidden text" else "public",
        )
        if title in ("public", "confidential", "hidden text"):
            Entry.objects.filter(pk=article.pk).update(
                status="published", version=1, first_published_at=now
            )
        for number, more in enumerate(({}, {"audience": "editors"}), start=1):
            Passage.objects.create(
                article=article,
                anchor=f"p{number}",
                position=number,
                verbatim=f"{title} {number}",
                **more,
            )
        Narrative.objects.create(title=title, created_by=article.created_by)
    assert titles(visibility.desk_entries(user)) == list(SEEN[role])
    of_desk = SEEN[role] == ALL
    own = ["own draft"] if role == "contributor" else []
    paths = titles(visibility.desk_narratives(user), Narrative)
    assert paths == (list(ALL) if of_desk else own)
    found = Passage.objects.filter(visibility.desk_passages(user))
    texts = sorted(found.values_list("verbatim", flat=True))
    if of_desk:
        assert texts == sorted(f"{title} {n}" for title in ALL for n in (1, 2))
    else:
        wanted = [f"{title} {n}" for title in own for n in (1, 2)]
        assert texts == [*wanted, "public 1"]
