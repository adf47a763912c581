"""Labels of records and their forms speak the reader's language; migrations do not."""

from __future__ import annotations

import re
from html import unescape

import pytest
from babel.messages.pofile import read_po
from django.contrib import admin
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst

from archive.editing.kinds import RECORD_KINDS
from archive.management.catalogues import list_catalogues
from archive.models import Article, Capture, Entry, Outlet, Source

LABEL = re.compile(r"<label[^>]*>(.*?)</label>", re.DOTALL)
HELP = re.compile(
    r'<div class="help"[^>]*>(.*?)</div>\s*</div>|'
    r'<p class="help"[^>]*>(.*?)</p>',
    re.DOTALL,
)
OPTION = re.compile(r'<option value="[a-z_]+"[^>]*>(.*?)</option>', re.DOTALL)
LANGUAGES = {"de": "de", "zh-hans": "zh_Hans"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("kicker", "entries", "in review", "As precise as", "sources")),
        ("de", ("Dachzeile", "Einträge", "in Prüfung", "So genau wie", "Quellen")),
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


def read_catalogue(code):
    """Each English string that has one translation, with it."""
    held = {po.parent.parent.name: po for po in list_catalogues()}
    with held[LANGUAGES[code]].open("rb") as file:
        return {
            m.id: m.string
            for m in read_po(file)
            if isinstance(m.id, str) and not m.context
        }


def shown(client, address, code):
    """The labels, help texts and choices of a form, in their order."""
    text = client.get(address, headers={"accept-language": code}).content.decode()
    assert f'<html lang="{code}"' in text
    found = (part for kind in (LABEL, HELP, OPTION) for part in kind.findall(text))
    parts = [part if isinstance(part, str) else "".join(part) for part in found]
    plain = (re.sub(r"<[^>]*>", " ", part) for part in parts)
    return [" ".join(unescape(part).split()).rstrip(":： ") for part in plain]


def forms_of_the_desk():
    """The address of each form for a new record."""
    for kind in RECORD_KINDS:
        yield reverse("desk-new", args=[kind])
    for model in admin.site._registry:
        if model._meta.app_label == "archive":
            yield reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_add")


@pytest.mark.django_db
@pytest.mark.parametrize("code", LANGUAGES)
def test_no_label_of_a_form_of_the_desk_stays_english(admin_client, code):
    held = read_catalogue(code)
    held |= {capfirst(text): capfirst(said) for text, said in held.items()}
    translated = 0
    for address in forms_of_the_desk():
        english = shown(admin_client, address, "en")
        other = shown(admin_client, address, code)
        assert len(english) == len(other) > 3, address
        for label, said in zip(english, other, strict=True):
            if label in held:
                assert said == held[label], f"{address}: {label}"
                translated += label != said
    assert translated > 100


def test_every_field_of_a_form_has_a_label_in_each_catalogue():
    """Those that Django would make of a field's name are English in every language."""
    held = [read_catalogue(code) for code in LANGUAGES]
    for model in (Capture, *shown_records()):
        fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
        for field in fields:
            if not field.editable or field.auto_created or field.remote_field:
                continue
            with translation.override(None):
                labels = [str(field.verbose_name), str(field.help_text)]
            for label in filter(None, labels):
                assert all(label in one for one in held), f"{model}.{field}: {label}"


def shown_records():
    """Records that the desk shows as a page or as rows of one."""
    for kind in RECORD_KINDS.values():
        yield kind.model
        yield from (rows.model for rows in kind.rows)
    for model, page in admin.site._registry.items():
        if model._meta.app_label == "archive" and not hasattr(model, "USERNAME_FIELD"):
            yield model
            yield from (rows.model for rows in page.inlines)


@pytest.mark.django_db
def test_a_form_of_the_desk_is_german(admin_client):
    address = "/desk/admin/archive/outlet/add/"
    text = admin_client.get(address, headers={"accept-language": "de"}).content.decode()
    assert str(Outlet._meta.verbose_name) == "outlet"
    assert "Medium" in text and "Name:" in text and "outlet<" not in text
