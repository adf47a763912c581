"""The end of an embargo, as a day, a time and the time zone of both."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.editorial import has_right, is_seen_by_readers
from archive.models import Entry, User
from archive.text.moments.time_zones import MissingMomentError, place_moment
from archive.web.forms.time_zone_field import TimeZoneField
from archive.web.forms.typed_dates import convert_typed_date

if TYPE_CHECKING:
    from django.http import QueryDict

EMBARGO_FIELDS = ("embargo_day", "embargo_time", "embargo_zone")


class EmbargoForm(forms.Form):
    """`embargo_until` in the cleaned data is in UTC, None for none, and missing where
    this person can't set it. A day without its zone would be another moment for each
    reader, so the zone is always sent, and is the person's own at first."""

    embargo_day = forms.CharField(
        required=False, max_length=120, label=gettext_lazy("Embargo until")
    )
    embargo_time = forms.TimeField(
        required=False,
        label=gettext_lazy("Time"),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"placeholder": "09:00"}),
    )
    embargo_zone = TimeZoneField()

    def __init__(self, entry: Entry, user: User, data: QueryDict | None) -> None:
        self.zone = user.get_time_zone()
        super().__init__(data, initial=self._list_initial(entry))
        if not has_right(user, "schedule", entry) or is_seen_by_readers(entry):
            for name in EMBARGO_FIELDS:
                del self.fields[name]

    def _list_initial(self, entry: Entry) -> dict[str, object]:
        """The embargo that is set, in the zone of the person."""
        if entry.embargo_until is None:
            return {"embargo_zone": self.zone}
        local = entry.embargo_until.astimezone(ZoneInfo(self.zone))
        return {
            "embargo_day": f"{local:%Y-%m-%d}",
            "embargo_time": local.time(),
            "embargo_zone": self.zone,
        }

    def clean_embargo_day(self) -> date | None:
        """One day, as people write it."""
        typed = convert_typed_date(self.cleaned_data["embargo_day"].strip())
        try:
            return date.fromisoformat(typed) if typed else None
        except ValueError as error:
            text = _("Enter one day, as 20.2.2027 or 20 February 2027.")
            raise forms.ValidationError(text) from error

    def clean(self) -> dict[str, object]:
        """The moment of the three fields: all of them, or no day."""
        sent = super().clean() or {}
        names = set(EMBARGO_FIELDS)
        if not names <= self.fields.keys() or names & self.errors.keys():
            return sent
        day, at, zone = (sent.get(name) for name in EMBARGO_FIELDS)
        if day is None:
            if at is not None:
                self.add_error("embargo_day", _("Enter the day too."))
            sent["embargo_until"] = None
        elif at is None:
            self.add_error("embargo_time", _("Enter the time too."))
        elif not zone:
            self.add_error("embargo_zone", _("Enter the time zone of this time."))
        else:
            sent["embargo_until"] = self._place(day, at, str(zone))
        return sent

    def _place(self, day: object, at: object, zone: str) -> datetime | None:
        assert isinstance(day, date) and isinstance(at, time)
        self.zone = zone
        try:
            return place_moment(day, at, zone)
        except MissingMomentError:
            told = _("Clocks in %(zone)s are put forward then: choose another time.")
            self.add_error("embargo_time", told % {"zone": zone.replace("_", " ")})
            return None
