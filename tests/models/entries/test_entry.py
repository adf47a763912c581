"""What an entry derives of itself."""

from __future__ import annotations

import pytest

from archive.text import idcodes
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_an_id_that_is_taken_is_not_given_again(monkeypatch):
    first = make_article()
    drawn = iter([first.id_code, first.id_code, "4f7k9q2t"])
    monkeypatch.setattr(idcodes, "new_id_code", lambda: next(drawn))
    assert make_article().id_code == "4f7k9q2t"
