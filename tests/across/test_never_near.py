"""What is found by meaning tells of no hidden entry, at any moment."""

from __future__ import annotations

import pytest

from archive.models import Entry, OutboxRow
from archive.search.meaning.passage_vectors import open_vectors
from archive.text import idcodes
from tests.factories import make_article, published
from tests.meaning import bring_up_to_date, run_encoder

from . import test_never_there as walked
from .test_never_there import MAKERS, STATES, answers, hide

pytestmark = pytest.mark.django_db
shown = walked.shown
BY_MEANING = {  # address → a word of what is public and found by meaning
    "/search/?q=Kameras+beobachten+das+Tor+des+Marktes": "/cameras-at-the-gate/",
    "/search/?q=Kameras,+die+das+Tor+beobachten&region=CN-XJ": "/cameras-at-the-gate/",
    "/search/?q=Die+Kamera+an+dem+Tor&kind=article": "/cameras-at-the-gate/",
    "/search/?q=监视市场大门的摄像头": "/cameras-at-the-gate/",
    "/search/?q=Die+Kamera+an+dem+Tor&tag=theme/watching": "/cameras-at-the-gate/",
    "/search/?q=Rezept+für+Apfelkuchen": "No entries for",
}


def list_vectors():
    """All that the file of vectors holds of texts."""
    rows = open_vectors().iter_rows()
    return [
        (row.entry, row.language, row.digest, bytes(row.vector), row.scale)
        for row in rows
    ]


def test_a_search_by_meaning_tells_of_no_hidden_entry(client, shown):
    with run_encoder():
        german = published(make_article(title="Kameras am Tor", language="de"))
        OutboxRow.objects.add([german.pk])
        bring_up_to_date()
        doors = {**BY_MEANING, german.get_absolute_url(): "/cameras-at-the-gate/"}
        before = answers(client, doors)
        for address, word in doors.items():
            assert word.encode() in before[address][2], address
        near = [a for a in BY_MEANING if b'id="h-meaning"' in before[a][2]]
        assert near == [a for a in BY_MEANING if "Rezept" not in a]
        vectors = list_vectors()
        hidden = hide(shown, [idcodes.new_id_code() for _m in MAKERS for _s in STATES])
        OutboxRow.objects.add(Entry.objects.values_list("pk", flat=True))
        assert answers(client, doors) == before
        bring_up_to_date()
        assert answers(client, doors) == before
        assert list_vectors() == vectors
        for one in hidden:  # what was public, and is hidden before anything is encoded
            published(one)
        Entry.objects.filter(pk__in=[one.pk for one in hidden]).update(
            audience="public", embargo_until=None
        )
        OutboxRow.objects.add([one.pk for one in hidden])
        bring_up_to_date()
        assert answers(client, doors) != before
        Entry.objects.filter(pk__in=[one.pk for one in hidden]).update(status="draft")
        OutboxRow.objects.add([one.pk for one in hidden])
        assert answers(client, doors) == before
        bring_up_to_date()
        assert answers(client, doors) == before
        assert list_vectors() == vectors
