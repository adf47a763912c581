"""Fields that are written without templates are those that Django's templates write."""

from __future__ import annotations

import pytest
from django import forms
from django.forms.renderers import get_default_renderer
from django.test.html import parse_html

from archive.editing.forms.form_renderer import WRITERS, WrittenFormRenderer

NASTY = "a <b> & \"c\" 'd'\nnew line {{ x }}"
CHOICES = [("", "–"), ("a", NASTY), ("Group", [("b", "B"), (3, "C")])]


class Everything(forms.Form):
    text = forms.CharField(label=NASTY, help_text="h")
    number = forms.IntegerField(min_value=0, required=False)
    tick = forms.BooleanField(label="Tick")
    area = forms.CharField(widget=forms.Textarea(attrs={"rows": 3, "data-x": None}))
    choice = forms.ChoiceField(choices=CHOICES)
    hidden = forms.CharField(widget=forms.HiddenInput(attrs={"disabled": True}))
    link = forms.URLField(assume_scheme="https", required=False)
    day = forms.DateField(required=False)


VALUES = [
    {},
    {"text": NASTY, "area": NASTY, "choice": "a", "hidden": NASTY, "tick": "on"},
    {"text": "0", "area": "0", "choice": "3", "number": "0", "day": "2019-02-20"},
    {"area": "\nfirst line empty", "choice": "none of them"},
]


@pytest.mark.parametrize("data", [None, *VALUES])
@pytest.mark.parametrize("name", Everything.base_fields)
def test_a_field_is_as_django_writes_it(name, data):
    written, expected = (
        Everything(data, renderer=renderer)[name]
        for renderer in (WrittenFormRenderer(), get_default_renderer())
    )
    assert parse_html(str(written)) == parse_html(str(expected))
    assert parse_html(written.label_tag()) == parse_html(expected.label_tag())


def test_an_area_keeps_its_line_ends():
    form = Everything({"area": "\none\n two"}, renderer=WrittenFormRenderer())
    assert "\n\none\n two</textarea>" in str(form["area"])


def test_the_templates_are_those_of_django():
    for template in WRITERS:
        assert get_default_renderer().get_template(template)
