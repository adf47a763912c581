"""Which narratives pass through a span of days, and in which order."""

from __future__ import annotations

import pytest

from archive import editorial
from archive.models import Narrative, NarrativeStep
from archive.narratives import find_narratives_in_span
from archive.text.dates import parse_edtf
from tests.factories import make_event, make_user, published

pytestmark = pytest.mark.django_db


def make_narrative(title, *entries):
    anna, dora = make_user(f"a-{title}", "editor"), make_user(f"d-{title}", "publisher")
    narrative = Narrative.objects.create(title=title, language="en", summary="A path.")
    for position, entry in enumerate(entries, start=1):
        NarrativeStep.objects.create(
            narrative=narrative, position=position, entry=entry, note="Note"
        )
    editorial.record_creation(narrative, anna)
    editorial.submit(narrative, anna)
    editorial.publish(narrative, dora)


def find_titles(date):
    span = parse_edtf(date)
    strips = find_narratives_in_span(span.earliest, span.latest)
    return [
        (strip.narrative.title, [entry.title for entry in strip.entries])
        for strip in strips
    ]


@pytest.mark.parametrize(
    ("date", "found"),
    [
        ("2019-02-02", []),
        ("2019-02-03", ["One"]),
        ("2019-02-04/2019-02-06", ["One"]),
        ("2019-02-07", ["One"]),
        ("2019-02-08/2019-02-27", []),
        ("2019-02-01/2019-02-28", ["One", "Two"]),
        ("2019-02-28", ["Two"]),
    ],
)
def test_the_entries_of_a_narrative_that_touch_the_days_are_found(date, found):
    one = published(make_event(title="One", date="2019-02-03/2019-02-07"))
    two = published(make_event(title="Two", date="2019-02-28"))
    make_narrative("Path", one, published(make_event(title="Undated")), two)
    assert find_titles(date) == ([("Path", found)] if found else [])


def test_eight_are_found_the_fullest_first():
    entries = [
        published(make_event(title=str(n), date=f"2019-02-{n:02}")) for n in range(1, 4)
    ]
    for number in range(9):
        full = {2: 2, 7: 3}.get(number, 1)
        make_narrative(f"Path {number}", *entries[:full])
    lengths = [len(found) for _title, found in find_titles("2019-02")]
    assert lengths == [3, 2, 1, 1, 1, 1, 1, 1]
