"""A field for the name of a time zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.text.moments.time_zones import find_time_zone

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class TimeZoneField(forms.CharField):
    """Takes a zone by its name or by a place in it, and gives its name; "" for
    nothing. The page has a list `time-zones` that completes it."""

    def __init__(self, help_text: StrOrPromise = "") -> None:
        super().__init__(
            required=False,
            max_length=64,
            label=gettext_lazy("Time zone"),
            help_text=help_text,
            widget=forms.TextInput(attrs={"list": "time-zones", "autocomplete": "off"}),
        )

    def clean(self, value: object) -> str:
        """The name of the zone."""
        typed = str(super().clean(value) or "")
        try:
            return find_time_zone(typed) if typed else ""
        except ValueError as error:
            text = _("We know no time zone “%(name)s”. Try America/New_York or Berlin.")
            raise forms.ValidationError(text % {"name": typed}) from error
