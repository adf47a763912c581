"""Unsaved texts of the admin's former pages are found on those of the desk."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from archive.models import Narrative, UnfinishedForm
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
FORMER = "/desk/admin/archive"
NONE = 10**18 - 1  # a key that no record has


def move(page):
    """The page of an unfinished form once the migration ran."""
    form = UnfinishedForm.objects.create(
        owner=make_user("ida"), page=page, seen_at=timezone.now()
    )
    migration = import_module("archive.migrations.0048_pages_of_unfinished_forms")
    migration.move_pages(apps, None)
    form.refresh_from_db()
    return form.page


@pytest.mark.only_on_sqlite("what the migration writes")
@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("article", make_article),
        ("narrative", lambda: Narrative.objects.create(title="A trail")),
    ],
)
def test_the_form_of_a_record_has_its_permanent_id(kind, make):
    record = make()
    moved = move(f"{FORMER}/{kind}/{record.pk}/change/")
    assert moved == f"/desk/{kind}s/{record.id_code}/"


@pytest.mark.only_on_sqlite("what the migration writes")
@pytest.mark.parametrize(
    ("page", "moved"),
    [
        (f"{FORMER}/event/add/", "/desk/events/new/"),
        (f"{FORMER}/article/{NONE}/change/", f"{FORMER}/article/{NONE}/change/"),
        (f"{FORMER}/article/import/", f"{FORMER}/article/import/"),
        ("/desk/review/0123/", "/desk/review/0123/"),
    ],
)
def test_what_has_no_record_is_new_or_stays(page, moved):
    assert move(page) == moved
