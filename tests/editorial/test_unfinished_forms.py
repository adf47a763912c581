"""How long unfinished text is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.editorial import delete_old_unfinished_forms, keep_fields, open_form
from archive.models import UnfinishedField, UnfinishedForm
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("days", "is_typed", "is_deleted"),
    [(29, True, False), (31, True, True), (0, False, False), (2, False, True)],
)
def test_text_is_deleted_thirty_days_after_its_last_change(days, is_typed, is_deleted):
    form = open_form(make_user("anna", "editor"), "/desk/somewhere/", None)
    if is_typed:
        keep_fields(form, {"title": "Old"}, {})
    then = timezone.now() - timedelta(days=days)
    moments = {"seen_at": then, "kept_at": then if is_typed else None}
    UnfinishedForm.objects.update(**moments)
    assert delete_old_unfinished_forms() == (is_deleted and is_typed)
    assert UnfinishedForm.objects.exists() != is_deleted
    assert UnfinishedField.objects.exists() == (is_typed and not is_deleted)
