"""Strings are found, catalogues brought up to date, checked and compiled."""

from __future__ import annotations

import gettext
import os

import pytest
from django.conf import settings

from archive.catalogues import compile_catalogues
from archive.management.catalogue import problems, update
from archive.management.strings import in_code, in_template

HEAD = (
    'msgid ""\nmsgstr ""\n"Language: de\\n"\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("_('Open')", ("Open", None, None)),
        ("gettext_lazy('One ' 'line')", ("One line", None, None)),
        ("ngettext('%(n)s day', '%(n)s days', n)", ("%(n)s day", "%(n)s days", None)),
        ("translation.pgettext('month', 'May')", ("May", None, "month")),
        ("_(name)", None),
        ("print('Open')", None),
    ],
)
def test_a_string_of_code_is_found(tmp_path, source, expected):
    (tmp_path / "a.py").write_text(source)
    found = [s[:3] for s in in_code(tmp_path / "a.py", tmp_path)]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% translate 'Open' %}", ("Open", None, None)),
        ('{% translate "It\'s" %}', ("It's", None, None)),
        ("{% translate 'May' context 'month' %}", ("May", None, "month")),
        ("{{ x|default:_('none') }}", ("none", None, None)),
        (
            "{% blocktranslate trimmed %}a\n  {{ b }}{% endblocktranslate %}",
            ("a %(b)s", None, None),
        ),
        (
            "{% blocktranslate count n=x %}{{ n }} day{% plural %}{{ n }} days"
            "{% endblocktranslate %}",
            ("%(n)s day", "%(n)s days", None),
        ),
        ("<p>Open</p>", None),
    ],
)
def test_a_string_of_a_template_is_found(tmp_path, source, expected):
    (tmp_path / "a.html").write_text("{% load i18n %}" + source)
    found = [s[:3] for s in in_template(tmp_path / "a.html", tmp_path)]
    assert found == ([expected] if expected else [])


@pytest.fixture
def project(tmp_path):
    """A project of one string, and its empty German catalogue."""
    (tmp_path / "archive").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "archive" / "a.py").write_text("_('Open %(what)s')")
    po = tmp_path / "locale" / "de" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    return tmp_path, po


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("", "missing"),
        ('msgid "Open %(what)s"\nmsgstr ""\n', "not translated"),
        ('#, fuzzy\nmsgid "Open %(what)s"\nmsgstr "%(what)s öffnen"\n', "not transl"),
        ('msgid "Close"\nmsgstr "Schliessen"\n', "no longer used"),
        (
            '#, python-format\nmsgid "Open %(what)s"\nmsgstr "%(was)s öffnen"\n',
            "unknown named placeholder",
        ),
        ('msgid "Open %(what)s"\nmsgstr "%(what)s schließen"\n', "ß in"),
    ],
)
def test_a_fault_of_a_catalogue_is_told(project, body, problem):
    base, po = project
    po.write_text(f"{HEAD}\n{body}", "utf-8")
    assert any(problem in line for line in problems(po, base))


def test_an_update_adds_what_is_new_drops_what_is_old_and_guesses_nothing(project):
    base, po = project
    po.write_text(f'{HEAD}\nmsgid "Open %(who)s"\nmsgstr "{{}}"\n', "utf-8")
    assert update(po, base) == 1
    text = po.read_text("utf-8")
    assert 'msgid "Open %(what)s"\nmsgstr ""' in text
    assert "%(who)s" not in text and "fuzzy" not in text and "Date" not in text


def test_a_changed_catalogue_is_compiled_once(project):
    base, po = project
    po.write_text(f'{HEAD}\nmsgid "Open"\nmsgstr "Öffnen"\n', "utf-8")
    target = base / "var"
    assert compile_catalogues(base / "locale", target) == ["de"]
    assert compile_catalogues(base / "locale", target) == []
    read = gettext.translation("django", target, ["de"])
    assert read.gettext("Open") == "Öffnen"
    os.utime(po)
    assert compile_catalogues(base / "locale", target) == ["de"]


def test_the_german_catalogue_is_compiled_when_the_app_is_ready():
    po = settings.CATALOGUES / "de" / "LC_MESSAGES" / "django.po"
    mo = settings.LOCALE_PATHS[0] / "de" / "LC_MESSAGES" / "django.mo"
    assert mo.stat().st_mtime_ns == po.stat().st_mtime_ns
