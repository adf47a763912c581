"""No German of Django's own reaches a reader with ß or „…“."""

from pathlib import Path

import django
import pytest
from babel.messages.pofile import read_po
from django.utils.translation import gettext, override, pgettext

PARTS = ("conf", "contrib/admin", "contrib/auth")


@pytest.mark.parametrize("part", PARTS)
def test_no_german_of_django_has_sharp_s_or_low_quotation_marks(part):
    po = Path(django.__file__).parent / part / "locale/de/LC_MESSAGES/django.po"
    with po.open("rb") as file, override("de"):
        ids = [(m.context, m.id) for m in read_po(file) if isinstance(m.id, str)]
        said = [pgettext(c, text) if c else gettext(text) for c, text in ids if text]
    assert said and not [text for text in said if {"ß", "„", "“"} & set(text)]


@pytest.mark.django_db
def test_a_failed_login_is_refused_in_swiss_german(client):
    wrong = {"username": "nobody", "password": "nothing"}
    page = client.post("/desk/admin/login/?lang=de", wrong).content.decode()
    assert "Gross-/Kleinschreibung" in page
    assert not {"ß", "„", "“"} & set(page)
