"""A date that is told from today is saved as the day that it means."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.forms import modelform_factory
from django.utils import timezone

from archive.editing.forms.entry_form import EntryForm
from archive.models import Event

pytestmark = pytest.mark.django_db
EventForm = modelform_factory(
    Event, form=EntryForm, fields=("title", "event_kind", "date", "language")
)


def fill_form(date, language="en"):
    values = {"title": "A gate", "event_kind": "happened", "date": date}
    return EventForm({**values, "language": language})


@pytest.mark.parametrize(
    ("typed", "saved"),
    [
        ("gestern", "2019-02-20"),
        ("last week", "2019-02-11/2019-02-17"),
        ("上周", "2019-02-11/2019-02-17"),
        ("20. Februar 2019", "2019-02-20"),
        ("2019-02", "2019-02"),
        ("", ""),
    ],
)
def test_a_date_told_from_today_is_saved_as_that_day(
    monkeypatch, settings, typed, saved
):
    settings.TIME_ZONE = "Asia/Shanghai"  # where it is the 21st already
    now = datetime(2019, 2, 20, 20, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    form = fill_form(typed)
    assert form.is_valid(), form.errors
    assert form.instance.date == saved


@pytest.mark.parametrize("typed", ["qwertz", "3/4/2019"])
def test_what_is_no_day_or_two_days_is_refused(typed):
    form = fill_form(typed, language="und")
    assert not form.is_valid()
    assert set(form.errors) == {"date"}
