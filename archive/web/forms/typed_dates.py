"""Dates as editors type them into a form."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone

from archive.models.entries.date_errors import explain_date_error
from archive.text import dates


def convert_typed_date(
    typed: str, language: str = "", written_on: date | None = None
) -> str:
    """A date in EDTF from any form that people write. *Last week* is told from today,
    or from the day of the text that is open; refused where these differ. Raises
    `ValidationError`."""
    days = dict.fromkeys([written_on or timezone.localdate(), timezone.localdate()])
    try:
        return dates.parse_date_of_days(typed, language, days).text if typed else ""
    except dates.DateError as error:
        raise forms.ValidationError(explain_date_error(error)) from error


def find_day(edtf: str) -> date | None:
    """The day that a date in EDTF is; None for what is not a certain day."""
    try:
        return date.fromisoformat(edtf)
    except ValueError:
        return None
