"""A calendar says what the date says: tentative where it is no day."""

from __future__ import annotations

from datetime import date

import pytest
from icalendar import Calendar

from archive.exports import LIST_FORMATS
from tests.factories import make_event, published

pytestmark = pytest.mark.django_db


def component(**fields):
    entry = published(make_event(**fields))
    text = "".join(LIST_FORMATS["ics"].write([[entry]]))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (made,) = Calendar.from_ical(text).subcomponents
    return made


@pytest.mark.parametrize(
    ("edtf", "begin", "end", "status"),
    [
        ("2019-02-20", date(2019, 2, 20), date(2019, 2, 21), "CONFIRMED"),
        ("2019-02", date(2019, 2, 1), date(2019, 3, 1), "TENTATIVE"),
        ("2018/2020", date(2018, 1, 1), date(2021, 1, 1), "TENTATIVE"),
        ("2019-02-20~", date(2019, 2, 20), date(2019, 2, 21), "TENTATIVE"),
        ("../2019-02-20", date(2019, 2, 20), date(2019, 2, 21), "TENTATIVE"),
        ("2019-02-20/..", date(2019, 2, 20), date(2019, 2, 21), "TENTATIVE"),
        ("9999-12-31", date(9999, 12, 31), None, "CONFIRMED"),
    ],
)
def test_a_date_fills_its_days(edtf, begin, end, status):
    made = component(date=edtf)
    assert made.name == "VEVENT" and made["status"] == status
    assert made["dtstart"].dt == begin
    assert (made["dtend"].dt if end else made.get("dtend")) == end
    assert made["x-edtf"] == edtf


@pytest.mark.parametrize(
    ("edtf", "shown"),
    [
        ("2019-02-20", "Found"),
        ("2019-02", "Found"),
        ("[..2019-02-20]", "Found (on or before 20 February 2019)"),
        ("2019-02-20?", "Found (20 February 2019 (uncertain))"),
    ],
)
def test_a_day_that_is_not_known_is_not_shown_as_known(edtf, shown):
    assert component(title="Found", date=edtf)["summary"] == shown


@pytest.mark.parametrize("edtf", ["", "-0300", "Y99999"])
def test_what_has_no_day_in_a_calendar_is_kept_as_a_journal(edtf):
    made = component(date=edtf)
    assert made.name == "VJOURNAL" and "dtstart" not in made


def test_a_title_cannot_end_its_line():
    title = "Cameras\r\nATTENDEE:mailto:x@example.org" + "社" * 80
    made = component(title=title)
    assert "attendee" not in made
    assert made["summary"].split() == title.split()
