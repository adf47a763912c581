"""Tags, regions and an outlet are added to an entry once, by who may edit it."""

from __future__ import annotations

import pytest

from archive.editorial import (
    BulkChange,
    EditorialError,
    apply_bulk_change,
    record_creation,
    submit,
)
from archive.models import Entry, Outlet, Tag
from tests.factories import make_article, make_event, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def tag():
    return Tag.objects.create(scheme="theme", slug="cameras")


def test_what_an_entry_has_already_is_not_added_or_recorded(anna, tag):
    entry = make_event()
    record_creation(entry, anna)
    assert apply_bulk_change(entry, anna, BulkChange(tags=(tag,)))
    assert not apply_bulk_change(entry, anna, BulkChange(tags=(tag,)))
    row = Entry.objects.get(pk=entry.pk)
    assert (row.edit_number, row.revisions.count(), row.taggings.count()) == (2, 2, 1)


def test_only_articles_have_an_outlet(anna):
    outlet = Outlet.objects.create(slug="post", name="The Post")
    article, event = make_article(), make_event()
    for entry in (article, event):
        record_creation(entry, anna)
    change = BulkChange(outlet=outlet)
    assert [apply_bulk_change(entry, anna, change) for entry in (article, event)] == [
        True,
        False,
    ]
    article.refresh_from_db()
    assert article.outlet == outlet


def test_who_may_not_edit_it_now_adds_nothing(anna, tag):
    carla = make_user("carla", "contributor")
    theirs, own = make_event(), make_event()
    record_creation(theirs, anna)
    record_creation(own, carla)
    submit(own, carla)
    for entry in (theirs, own):
        with pytest.raises(EditorialError):
            apply_bulk_change(entry, carla, BulkChange(tags=(tag,)))
        assert not entry.taggings.exists()
