"""The revisions of entries and of narratives are chains: of one make, checked alike."""

import secrets
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.editorial import (
    INTEGRITY_CHECKS,
    publish,
    record_creation,
    record_edit,
    submit,
)
from archive.importers.demonstration import remove_demonstration
from archive.models import (
    Citation,
    Entry,
    EntryRegion,
    Narrative,
    NarrativeRevision,
    NarrativeStep,
    Passage,
    Region,
    Revision,
    Tag,
    Tagging,
)
from tests.factories import make_article, make_event, make_source, published

pytestmark = pytest.mark.django_db

KINDS = ("revisions", "narratives")  # as `INTEGRITY_CHECKS` names them
CREATED = "8c622fe5938c1c99b747f706bbf6381b23ee54ca4f704f8df7a9b7c29016915f"
EDITED = "18b6a9365241cf8917d6609de0e838f3a6d325748c70c5277c47fac9708645a2"


def of_an_article(anna, dora):
    """The revisions of one that was published."""
    article = make_article()
    record_creation(article, anna)
    submit(article, anna)
    publish(article, dora)
    return Revision.objects.filter(entry=article)


def of_a_narrative(anna, dora):
    """The same of a path with one step."""
    row = Narrative.objects.create(title="A path", language="en")
    step = {"entry": published(make_event()), "note": "First."}
    NarrativeStep.objects.create(narrative=row, position=1, **step)
    record_creation(row, anna)
    submit(row, anna)
    publish(row, dora)
    return row.revisions.all()


@pytest.fixture
def chains(anna, dora):
    """Two chains of each kind, so that one ends where another begins."""
    made = [(of_an_article(anna, dora), of_a_narrative(anna, dora)) for _ in range(2)]
    return dict(zip(KINDS, made[0], strict=True))


def messages(kind):
    return [finding.message for finding in INTEGRITY_CHECKS[kind]()]


@pytest.mark.parametrize("kind", KINDS)
def test_each_hash_is_of_the_one_before_it_and_the_state(chains, kind):
    head = ""
    for number, row in enumerate(chains[kind].order_by("number"), start=1):
        assert (row.number, row.previous_sha256) == (number, head)
        assert len(row.salt) == 32
        head = sha256(f"{head}{row.salt}{row.state}".encode()).hexdigest()
        assert row.sha256 == head
    assert number == 3 and messages(kind) == []


@pytest.fixture
def without_salt(monkeypatch):
    """Revisions as they were before they had one: their hashes stay as they are."""
    monkeypatch.setattr(secrets, "token_hex", lambda size: "")


def test_the_hashes_of_an_entry_are_for_ever(without_salt):
    """They change only where a release gives entries a new field: 0.3.0 added the
    reply, who issued a text, and authors."""
    article = make_article(title="Ein Artikel – 文章", language="de", date="2019-02")
    record_creation(article, None)
    publish(article, None)
    rows = Revision.objects.filter(entry=article).order_by("number")
    assert list(rows.values_list("sha256", flat=True)) == [
        "cce029c8efb43858f289c4532df94cfa2414ab6b3aa31fe466289d68600815d7",
        "9b8dd441cd3433b0994a250c884348f8b7ceb80197efe89c92e0e2ea9c2fcd93",
    ]
    # The first publication of all begins its chain with nothing before it.
    assert rows[1].publication_sha256 == rows[0].sha256


def test_the_hashes_of_a_narrative_are_for_ever(anna, without_salt):
    row = Narrative.objects.create(title="Ein Pfad – 一条路", language="de")
    record_creation(row, anna)
    Narrative.objects.filter(pk=row.pk).update(summary="Neu")
    record_edit(Narrative.objects.get(pk=row.pk), anna)
    hashes = row.revisions.order_by("number").values_list("sha256", flat=True)
    assert list(hashes) == [CREATED, EDITED]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("number", "change", "message"),
    [
        (2, {"state": "{}"}, "was changed: its state has another hash"),
        (2, {"sha256": "0" * 64}, "does not continue the revision before it"),
        (1, {"previous_sha256": "0" * 64}, "does not continue the revision before it"),
        (3, {"number": 4}, "revision 3 is missing"),
    ],
)
def test_what_was_changed_behind_the_archive_is_told(
    chains, kind, number, change, message
):
    chains[kind].filter(number=number).update(**change)
    assert message in messages(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_lost_revision_is_told(chains, kind):
    chains[kind].filter(number=1).delete()
    assert "revision 1 is missing" in messages(kind)


def test_a_narrative_that_no_verb_changed_is_told(chains):
    first, second = Narrative.objects.order_by("pk")
    first.steps.update(note="Otherwise.")
    second.revisions.all().delete()
    assert messages("narratives") == [
        "differs from revision 3: steps",
        "has no revision",
    ]


def test_what_goes_with_the_demonstration_is_recorded_of_others_narratives(chains):
    first = Narrative.objects.earliest("pk")
    Entry.objects.filter(narrative_steps__narrative=first).update(is_demonstration=True)
    remove_demonstration()
    assert not first.steps.exists() and messages("narratives") == []
    assert first.revisions.latest("number").verb == "edit"


def test_a_chain_of_one_kind_says_nothing_of_the_other(chains):
    NarrativeRevision.objects.filter(number=2).update(state="{}")
    assert messages("revisions") == []
    assert len(messages("narratives")) == 2


VERBS = {"submit": submit, "publish": publish}


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_asks_no_more_where_an_entry_has_more_rows(anna, dora, verb):
    count_queries(write_article(2), verb, anna, dora)  # the log has no checkpoint yet
    counts = [count_queries(write_article(rows), verb, anna, dora) for rows in (1, 6)]
    assert counts[0] == counts[1]


def write_article(rows):
    """An article with so many regions, tags, sources and passages each."""
    article = make_article(title=f"Article {rows}", date="2019-02", language="en")
    for n in range(rows):
        region = Region.objects.create(code=f"X{rows}-{n}", level="country")
        tag = Tag.objects.create(scheme="theme", slug=f"tag-{rows}-{n}")
        source = published(make_source(title=f"Source {rows} {n}"))
        EntryRegion.objects.create(entry=article, region=region)
        Tagging.objects.create(entry=article, tag=tag)
        Citation.objects.create(entry=article, source=source)
        Passage.objects.create(
            article=article, anchor=f"p{n}", position=n + 1, verbatim="A camera."
        )
    return article


def count_queries(article, verb, anna, dora):
    """Queries of the verb, from a bare entry as the desk has it."""
    record_creation(article, anna)
    if verb == "publish":
        submit(Entry.objects.get(pk=article.pk), anna)
    entry = Entry.objects.get(pk=article.pk)
    with CaptureQueriesContext(connection) as queries:
        VERBS[verb](entry, anna if verb == "submit" else dora)
    return len(queries)
