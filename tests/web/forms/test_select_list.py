"""Our select lists are those of Django, written faster."""

import pytest
from django import forms
from django.test.html import parse_html
from django.utils.translation import gettext_lazy

from archive.web.forms.select_list import SelectList

CHOICES = [("", "All"), ("CN-XJ", "Xinjiang <&>"), ("EU", gettext_lazy("Regions"))]


@pytest.mark.parametrize("value", ["", "CN-XJ", "EU", "none of them", None])
@pytest.mark.parametrize("attrs", [{}, {"class": "field", "required": True}])
def test_it_has_the_elements_of_djangos(value, attrs):
    ours, theirs = (
        widget(attrs=attrs, choices=CHOICES).render("region", value, {"id": "f"})
        for widget in (SelectList, forms.Select)
    )
    assert parse_html(ours) == parse_html(theirs)
