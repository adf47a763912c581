"""A narrative or a basket is a filter: of its public entries, and of no others."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from archive import baskets, editorial
from archive.entry_queries import find_entries
from archive.filters import SearchFilters, find_listed_ids, parse_filters
from archive.models import Narrative, NarrativeStep
from tests.factories import make_article, make_user, published

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.only_on_sqlite("ids are looked up by primary keys alone"),
]


@pytest.fixture
def entries():
    """Three public articles, and one that is no longer."""
    made = [published(make_article(title=f"Camera {n}")) for n in range(4)]
    made[3].status, made[3].audience = "withdrawn", "editors"
    made[3].withdrawal_reason = "Asked for."
    made[3].save()
    return made


def publish_narrative(*entries):
    anna, dora = make_user("anna", "editor"), make_user("dora", "publisher")
    narrative = Narrative.objects.create(title="A path", language="en", summary="A.")
    for position, entry in enumerate(entries, start=1):
        NarrativeStep.objects.create(
            narrative=narrative, position=position, entry=entry, note="Note"
        )
    editorial.record_creation(narrative, anna)
    editorial.submit(narrative, anna)
    editorial.publish(narrative, dora)
    return narrative


def find(query):
    """The titles that pass, and the parameters with a problem."""
    filters = parse_filters(QueryDict(query))
    titles = sorted(find_entries(filters).values_list("title", flat=True))
    return titles, [problem.parameter for problem in filters.problems]


def test_a_narrative_lets_only_its_entries_pass(entries):
    code = publish_narrative(*entries[:2]).id_code
    assert find(f"narrative={code}") == (["Camera 0", "Camera 1"], [])
    assert find(f"narrative={code.upper()}") == (["Camera 0", "Camera 1"], [])
    assert find("") == (["Camera 0", "Camera 1", "Camera 2"], [])


def test_what_is_being_written_into_a_narrative_does_not_pass(entries):
    narrative = publish_narrative(entries[0])
    NarrativeStep.objects.create(
        narrative=narrative, position=2, entry=entries[1], note="Note"
    )
    assert find(f"narrative={narrative.id_code}") == (["Camera 0"], [])


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
def test_a_hidden_narrative_is_as_one_that_never_was(entries, status):
    narrative = publish_narrative(entries[0])
    version = 0 if status != "withdrawn" else 1
    rows = Narrative.objects.filter(pk=narrative.pk)
    rows.update(status=status, version=version)
    hidden = parse_filters(QueryDict(f"narrative={narrative.id_code}"))
    nobody = parse_filters(QueryDict("narrative=00000000"))
    wrong = parse_filters(QueryDict("narrative=x"))
    assert hidden == nobody == wrong == SearchFilters()
    for filters in (hidden, nobody, wrong):
        assert "story trail" in str(filters.problems[0].message)


def test_a_basket_lets_only_its_public_entries_pass(entries):
    codes = [entry.id_code for entry in (entries[0], entries[2], entries[3])]
    shown = ["Camera 0", "Camera 2"]
    key = baskets.save_basket(baskets.build_contents([*codes, "no id"], title="Mine"))
    assert find(f"in_basket={key}") == (shown, [])
    assert find(f"in_basket={'.'.join(codes)}") == (shown, [])
    filters = parse_filters(QueryDict(f"in_basket={key}"))
    assert filters.entry_sets["in_basket", key].title == "Mine"


@pytest.mark.parametrize("value", ["0" * 16, "x y", "1234567", "'"])
def test_a_basket_that_is_none_is_a_problem(entries, value):
    assert find(f"in_basket={value}")[1] == ["in_basket"]


def test_narrative_and_basket_together_let_pass_what_is_in_both(entries):
    code = publish_narrative(*entries[:2]).id_code
    listed = f"{entries[1].id_code}.{entries[2].id_code}"
    assert find(f"narrative={code}&in_basket={listed}") == (["Camera 1"], [])


def test_ids_are_looked_up_once(entries, django_assert_num_queries):
    code = publish_narrative(*entries[:2]).id_code
    filters = parse_filters(QueryDict(f"narrative={code}"))
    with django_assert_num_queries(0):
        assert len(find_listed_ids(filters.with_changes(sort="date"))) == 2
        assert find_listed_ids(SearchFilters()) is None
    with django_assert_num_queries(2):
        assert find_listed_ids(SearchFilters(narrative=code)) is not None
