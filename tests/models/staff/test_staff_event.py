"""The staff log has a line for each thing that staff do."""

from __future__ import annotations

import pytest

from archive.editorial import record_staff_event
from archive.models import STAFF_EVENT_KINDS, StaffEvent

pytestmark = pytest.mark.django_db
KINDS = """login failed_login failed_code sessions_ended account_added account_found
    account_closed account_opened one_time_password password_changed password_rehashed
    factor_added factor_removed factor_reset codes_added codes_renewed role_asked
    role_given role_refused role_taken
    confidential_read withheld_read refused published_alone withdrawn erasure_asked
    erased backup log_exported"""


def test_what_is_done_at_the_desk_is_noted_under_its_name():
    for kind in KINDS.split():
        record_staff_event(kind, None)
    rows = StaffEvent.objects.order_by("number")
    assert [row.kind for row in rows] == list(STAFF_EVENT_KINDS)
    names = [row.get_kind_display() for row in rows]
    assert len(set(names)) == len(names) and not set(names) & set(KINDS.split())


@pytest.mark.parametrize("length", [0, 79, 80, 299, 300, 301])
def test_a_long_subject_or_note_is_cut(length):
    row = record_staff_event("backup", None, subject="s" * length, note="n" * length)
    row.refresh_from_db()
    assert row.subject == "s" * min(length, 80)
    assert row.note == "n" * min(length, 300)
