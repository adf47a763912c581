"""Rows of the outbox are due when their time has come, whatever the clock was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.models import OutboxRow
from tests.factories import make_event

pytestmark = pytest.mark.django_db


def test_what_a_clock_ahead_of_time_saved_is_due_now():
    tomorrow = timezone.now() + timedelta(days=1)
    plain, embargoed = make_event(), make_event(embargo_until=tomorrow)
    for entry in (plain, embargoed):
        OutboxRow.objects.create(entry_id=entry.pk, since=tomorrow)
    assert OutboxRow.objects.correct_moments() == 1
    assert [row.entry_id for row in OutboxRow.objects.due()] == [plain.pk]


def test_nothing_is_written_where_no_row_is_wrong(django_assert_num_queries):
    OutboxRow.objects.add([make_event().pk])
    with django_assert_num_queries(1) as asked:
        assert OutboxRow.objects.correct_moments() == 0
    assert asked.captured_queries[0]["sql"].startswith("SELECT")
