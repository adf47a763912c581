"""An editor and a publisher, and what they publish together by the real verbs."""

import pytest

from archive import editorial
from archive.models import Entry
from tests.factories import make_user


@pytest.fixture
def cast():
    """The editor and the publisher."""
    return make_user("anna", "editor"), make_user("dora", "publisher")


def release(entry, cast):
    """Publish an entry by the verbs; the entry as the database has it now."""
    anna, dora = cast
    editorial.record_creation(entry, anna)
    editorial.submit(entry, anna)
    editorial.publish(entry, dora)
    return Entry.objects.get(pk=entry.pk)
