"""The form with which readers report an error."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext as _

from archive.citations import name_cited_part
from archive.models import Entry
from archive.web.forms.select_list import SelectList
from archive.web.forms.text_fields import make_area_field

MOST_REPORT_CHARACTERS = 4_000  # characters
LEAST_REPORT_CHARACTERS = 10
STAMP_MIN_AGE = 3  # nobody reads and writes faster
STAMP_MAX_AGE = 24 * 3600  # seconds that a form can be sent
STAMP_SALT = "archive.report"


class ReportForm(forms.Form):
    """What is wrong with an entry, and where.

    A signed stamp says when the form was shown and for which entry; each answer has a
    fresh one. `website` is a hidden field that only spam programs fill in.
    """

    def __init__(
        self, entry: Entry, places: Sequence[str], data: QueryDict | None = None
    ) -> None:
        super().__init__(data, auto_id="%s")
        self.entry = entry
        whole = ("", _("the whole entry"))
        if places:
            self.fields["anchor"] = PlaceField(
                choices=[whole, *((place, name_cited_part(place)) for place in places)]
            )
        self.fields["text"] = make_area_field(
            _("What is wrong, and how do you know?"),
            9,
            required=True,
            maxlength=MOST_REPORT_CHARACTERS,
        )
        self.fields["website"] = forms.CharField(
            label=_("Leave this field empty"),
            required=False,
            widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
        )
        self.fields["stamp"] = StampField()

    def clean_text(self) -> str:
        """The text, neither too short nor too long. Raises `ValidationError`."""
        text = str(self.cleaned_data["text"])
        if len(text) > MOST_REPORT_CHARACTERS:
            raise forms.ValidationError(describe_too_long())
        if len(text) < LEAST_REPORT_CHARACTERS:
            raise forms.ValidationError(
                _("Write in a sentence what is wrong and how you know.")
            )
        return text

    def clean_website(self) -> str:
        """Refuse whoever fills in the hidden field."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                _(
                    "You filled in a field that must stay empty. Clear it and send the "
                    "report again."
                )
            )
        return ""

    def clean_stamp(self) -> str:
        """The stamp, where it is this entry's and not too fresh or too old."""
        stamp = str(self.cleaned_data["stamp"])
        try:
            code, at, _once = signing.loads(
                stamp, salt=STAMP_SALT, max_age=STAMP_MAX_AGE
            )
            age = time.time() - at
        except (signing.BadSignature, ValueError, TypeError) as error:
            raise forms.ValidationError(
                _(
                    "The form was open for too long. What you typed is still here: send"
                    " the report again."
                )
            ) from error
        if code != self.entry.id_code or age < STAMP_MIN_AGE:
            raise forms.ValidationError(
                _(
                    "The report was sent too quickly for our spam check. What you typed"
                    " is still here: wait a few seconds and send the report again."
                )
            )
        return stamp

    def make_stamp(self) -> str:
        """A stamp for the form that is shown now."""
        parts = [self.entry.id_code, int(time.time()), secrets.token_hex(8)]
        return signing.dumps(parts, salt=STAMP_SALT)


class PlaceField(forms.ChoiceField):
    """A part of the entry; a part that no longer exists counts as the whole entry."""

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(
            choices=choices,
            label=_("Where"),
            required=False,
            widget=SelectList(attrs={"class": "field"}),
        )

    def clean(self, value: str | None) -> str:
        """One of the parts, or ""."""
        return value if value and self.valid_value(value) else ""


class StampField(forms.CharField):
    """A hidden field that gets a fresh stamp whenever the form is shown."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput())


def describe_too_long() -> str:
    """How long a report may be."""
    return _("The report is too long: please use at most %(most)s characters.") % {
        "most": MOST_REPORT_CHARACTERS
    }
