"""Verbs: who may do what, and what each leaves behind."""

import itertools

import pytest

from archive.editorial import EditorialError, publish, submit, withdraw
from archive.models import Entry, OutboxRow, Revision, User
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return User.objects.create_user("anna"), User.objects.create_user("dora")


def test_an_entry_goes_from_draft_to_withdrawn_with_a_revision_each(people):
    anna, dora = people
    article = make_article(created_by=anna)
    submit(article, anna)
    assert publish(article, dora) == 1
    withdraw(article, dora, "A person asked.")
    rows = list(Revision.objects.filter(entry=article))
    assert [r.verb for r in rows] == ["submit", "publish", "withdraw"]
    assert [r.public_version for r in rows] == [None, 1, None]
    assert all(b.previous_sha256 == a.sha256 for a, b in itertools.pairwise(rows))
    assert Entry.objects.get(pk=article.pk).status == "withdrawn"
    assert OutboxRow.objects.filter(entry_id=article.pk).count() == 2


def test_the_writer_publishes_only_with_a_recorded_reason(people):
    anna, _dora = people
    article = make_article(created_by=anna)
    with pytest.raises(EditorialError, match="else"):
        publish(article, anna)
    with pytest.raises(EditorialError, match="say why"):
        publish(article, anna, override=True)
    publish(article, anna, "nobody else is here", override=True)
    assert Revision.objects.get(verb="publish").override


def test_a_draft_cannot_be_withdrawn(people):
    with pytest.raises(EditorialError, match="published"):
        withdraw(make_article(), people[0], "because")


def test_a_withdrawal_needs_a_reason(people):
    article = make_article(created_by=people[0])
    publish(article, people[1])
    with pytest.raises(EditorialError, match="Say"):
        withdraw(article, people[1], " ")
