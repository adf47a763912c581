"""What is hidden changes no number that the index counts."""

import pytest

from archive.filters import SearchFilters
from archive.models import Entry, OutboxRow
from archive.search import count_tags, process_outbox
from archive.search.results import column_evaluation
from archive.text import idcodes

from .test_never_there import MAKERS, PLACES, STATES, answers, hide
from .test_never_there import shown as shown

pytestmark = pytest.mark.django_db


COUNTED_BY_INDEX = (
    *PLACES,
    "/timeline/?language=en",
    "/timeline/?language=-de&from=2019-02&to=2019-02&lanes=1",
    "/timeline/?region=CN-XJ&region=CN",
    "/timeline/?undated=1&region=CN&kind=-photo",
    "/regions/?language=en",
    "/regions/CN/?tag=theme/watching",
    "/regions/CN-XJ/?role=happened_in&from=2018&to=2020",
    "/tags/?region=CN",
    "/articles/?language=en&region=CN",
)


def test_what_the_index_counts_tells_of_no_hidden_entry(client, shown, monkeypatch):
    monkeypatch.setattr(column_evaluation, "LEAST_DOCUMENTS", 0)
    assert count_tags(SearchFilters())
    compare_counts(client, shown, COUNTED_BY_INDEX)


def compare_counts(client, shown, paths):
    """Hidden entries change no byte: not while they wait, and not after."""
    before = answers(client, paths)
    hide(shown, [idcodes.new_id_code() for _m in MAKERS for _s in STATES])
    OutboxRow.objects.add(Entry.objects.values_list("pk", flat=True))
    waiting = answers(client, paths)
    process_outbox()
    for after in (waiting, answers(client, paths)):
        assert [path for path in paths if before[path] != after[path]] == []
    assert {status for status, _headers, _body in before.values()} == {200}
