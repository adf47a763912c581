"""What an entry derives of itself."""

from __future__ import annotations

import pytest

from archive.models import Article
from archive.text import idcodes
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_an_id_that_is_taken_is_not_given_again(monkeypatch):
    first = make_article()
    drawn = iter([first.id_code, first.id_code, "4f7k9q2t"])
    monkeypatch.setattr(idcodes, "new_id_code", lambda: next(drawn))
    assert make_article().id_code == "4f7k9q2t"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("20th February 2019", "2019-02-20"),
        ("um 2018", "2018~"),
        ("2019年2月", "2019-02"),
    ],
)
def test_a_date_may_be_typed_as_people_write_it(typed, stored):
    entry = Article(title="Ein Titel", date=typed)
    entry.clean()
    assert entry.date == stored
