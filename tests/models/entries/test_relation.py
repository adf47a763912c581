"""Relations between entries: which are refused, and what is said in both directions."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from archive import editorial
from archive.models import EntryRelation
from archive.models.entries.relation import INVERSE_RELATIONS, load_related_entries
from tests.factories import make_article, make_source, make_user, published

pytestmark = pytest.mark.django_db


def relate(entry, relation, target):
    row = EntryRelation(entry=entry, relation=relation, target=target)
    row.clean()
    row.save()
    return row


@pytest.fixture
def report():
    return published(make_article(title="A report"))


@pytest.fixture
def denial():
    return published(make_source(title="A denial"))


def test_each_relation_has_an_inverse_of_its_own():
    assert set(INVERSE_RELATIONS) == set(EntryRelation.Relation.values)
    assert len(set(INVERSE_RELATIONS.values())) == len(INVERSE_RELATIONS)


@pytest.mark.parametrize("relation", EntryRelation.Relation.values)
def test_both_entries_show_it(report, denial, relation):
    relate(denial, relation, report)
    related = load_related_entries([denial, report])
    assert [(r.relation, r.entry.pk) for r in related[denial.pk]] == [
        (relation, report.pk)
    ]
    assert [(r.relation, r.entry.pk) for r in related[report.pk]] == [
        (INVERSE_RELATIONS[relation], denial.pk)
    ]


@pytest.mark.parametrize("hidden", ["entry", "target"])
def test_readers_learn_nothing_of_a_hidden_end(report, hidden):
    draft = make_source(title="A draft")
    ends = (draft, report) if hidden == "entry" else (report, draft)
    relate(ends[0], "denies", ends[1])
    assert load_related_entries([report]) == {report.pk: []}


def test_what_others_say_comes_first(report, denial):
    newer = published(make_article(title="A newer report"))
    relate(report, "issued_by", denial)
    relate(newer, "supersedes", report)
    found = [r.relation for r in load_related_entries([report])[report.pk]]
    assert found == ["superseded_by", "issued_by"]


def test_relations_are_read_with_one_query(report, denial, django_assert_num_queries):
    relate(denial, "denies", report)
    load_related_entries([report])
    with django_assert_num_queries(1):
        load_related_entries([report, denial])


@pytest.mark.parametrize(
    "relation", sorted(set(EntryRelation.Relation.values) - {"denies"})
)
def test_a_circle_is_refused(report, denial, relation):
    third = make_article(title="A third")
    relate(report, relation, denial)
    relate(denial, relation, third)
    with pytest.raises(ValidationError, match="already says the same"):
        relate(third, relation, report)


def test_two_may_deny_each_other(report, denial):
    relate(report, "denies", denial)
    relate(denial, "denies", report)
    assert EntryRelation.objects.count() == 2


def test_an_entry_is_not_related_to_itself(report):
    with pytest.raises(ValidationError, match="Choose another entry"):
        relate(report, "denies", report)
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryRelation.objects.create(entry=report, relation="denies", target=report)


def test_a_correction_is_no_entry_to_relate_to(report, denial):
    copy = editorial.correct(report, make_user("anna", "editor"))
    with pytest.raises(ValidationError, match="not a correction of it"):
        relate(denial, "denies", copy)
    with pytest.raises(ValidationError, match="Choose another entry"):
        relate(copy, "denies", report)


def test_the_database_knows_the_relations(report, denial):
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryRelation.objects.create(entry=denial, relation="likes", target=report)


def test_a_correction_takes_relations_along(report, denial):
    anna, dora = make_user("anna", "editor"), make_user("dora", "publisher")
    relate(report, "denies", denial)
    copy = editorial.correct(report, anna)
    assert [r.target_id for r in copy.relations.all()] == [denial.pk]
    copy.relations.all().delete()
    relate(copy, "corrects", denial)
    editorial.record_edit(copy, anna)
    copy.corrections.create(was_wrong="-", is_right="-")
    editorial.submit(copy, anna)
    editorial.publish(copy, dora)
    rows = EntryRelation.objects.values_list("entry_id", "relation", "target_id")
    assert list(rows) == [(report.pk, "corrects", denial.pk)]
