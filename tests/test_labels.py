"""Labels of records speak the reader's language, and migrations do not."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.utils import translation

from archive.models import Article, Entry, Outlet, Source


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("kicker", "entries", "in review", "EDTF as", "sources")),
        ("de", ("Dachzeile", "Einträge", "in Prüfung", "EDTF, wie", "Quellen")),
    ],
)
def test_a_label_is_said_in_the_language_of_the_reader(language, said):
    date = Entry._meta.get_field("date")
    with translation.override(language):
        assert str(Article._meta.get_field("kicker").verbose_name) == said[0]
        assert str(Entry._meta.verbose_name_plural) == said[1]
        assert Entry(status="in_review").get_status_display() == said[2]
        assert str(date.help_text).startswith(said[3])
        assert str(Source._meta.verbose_name_plural) == said[4]


@pytest.mark.django_db
def test_a_language_asks_for_no_migration():
    with translation.override("de"):
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_a_form_of_the_desk_is_german(admin_client):
    address = "/desk/admin/archive/outlet/add/"
    text = admin_client.get(address, headers={"accept-language": "de"}).content.decode()
    assert str(Outlet._meta.verbose_name) == "outlet"
    assert "Medium" in text and "Name:" in text and "outlet<" not in text
