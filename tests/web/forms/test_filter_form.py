"""A problem of an address stands at its field, with the way out."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from archive.filters import ParameterProblem
from archive.web.forms.filter_form import (
    AddressForm,
    FilterForm,
    SearchForm,
    build_way_out,
    make_text_field,
)

pytestmark = pytest.mark.django_db


def get(query=""):
    return RequestFactory().get(f"/search/{query}")


WAYS_OUT = {
    "from": "Search without this date",
    "to": "Search without this date",
    "region": "Search without this region",
    "tag": "Search without this tag",
    "kind": "Search without this type",
    "source": "Search without this source",
    "page": "Go to the first page",
    "sort": "Sort in the usual order",
    "style": "Cite in the usual style",
    "of": "Cite the entry",
    "passage": "Cite the whole entry",
    "v": "Show the current version",
    "other": "Continue without this value",
}


@pytest.mark.parametrize(("name", "label"), WAYS_OUT.items())
def test_the_way_out_leaves_the_value_out(name, label):
    problem = ParameterProblem(name, "x", "Wrong.")
    way_out = build_way_out(get(f"?q=a&{name}=x"), name, [problem])
    assert (way_out.url, str(way_out.label)) == ("/search/?q=a", label)


@pytest.mark.parametrize(
    ("query", "is_right", "shown", "errors"),
    [
        ("", True, (None, None), set()),
        ("?from=2019&to=2020-02", True, ("2019", "2020-02"), set()),
        ("?from=Feb+2019", True, ("2019-02", None), set()),
        ("?from=never", False, (None, None), {"from"}),
        ("?from=never&to=2020", False, (None, "2020"), {"from"}),
    ],
)
def test_dates_are_shown_as_they_were_read(query, is_right, shown, errors):
    form = SearchForm(get(query))
    assert form.is_valid() is is_right
    fields = form.fields["from"], form.fields["to"]
    assert tuple(field.display_value for field in fields) == shown
    assert set(form.errors) == errors
    assert [field.way_out is not None for field in fields] == [
        name in errors for name in ("from", "to")
    ]
    assert form.problems == []


def test_a_wrong_value_stays_as_typed_and_a_right_one_as_read():
    form = SearchForm(get("?from=never&to=Feb+2020"))
    form.is_valid()
    assert form["from"].value() == "never" and form["to"].value() == "2020-02"


def test_a_problem_without_a_field_stands_above_the_form():
    form = FilterForm(get("?q=a&page=x"))
    assert not form.is_valid()
    (problem,) = form.problems
    assert str(problem.way_out.label) == "Go to the first page"
    assert problem.way_out.url == "/search/?q=a"
    assert form.non_field_errors() == [str(problem.message)]
    assert form.filters.q == "a"


def test_without_problems_an_address_is_right():
    form = AddressForm(get(), [])
    assert form.is_valid() and form.problems == [] == list(form.parameter_problems)


@pytest.mark.parametrize(
    ("placeholder", "attributes"),
    [("", {"class": "field"}), ("2018", {"class": "field", "placeholder": "2018"})],
)
def test_a_text_field_may_be_empty(placeholder, attributes):
    field = make_text_field("From", placeholder)
    assert (field.label, field.required) == ("From", False)
    assert field.widget.attrs == attributes
