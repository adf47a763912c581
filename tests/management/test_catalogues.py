"""Strings are collected, catalogues brought up to date, checked and compiled."""

from __future__ import annotations

import gettext
import os
import shutil
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from archive.management import catalogues
from archive.management.catalogues import (
    collect_strings,
    compile_catalogues,
    find_problems,
    list_catalogues,
    update_catalogue,
)
from archive.management.preparation import Preparation

HEAD = (
    'msgid ""\nmsgstr ""\n"Language: de\\n"\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
)
GETTEXT = ("xgettext", "msgmerge", "msguniq", "msgattrib", "msgfmt")
needs_gettext = pytest.mark.skipif(
    not all(map(shutil.which, GETTEXT)), reason="gettext is not installed"
)


@pytest.fixture
def project(tmp_path, settings):
    """A project of one string, and its empty German catalogue."""
    (tmp_path / "archive").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "archive" / "a.py").write_text("_('Open %(what)s')")
    po = tmp_path / "archive" / "locale" / "de" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    settings.LOCALE_PATHS = [tmp_path / "archive" / "locale"]
    return tmp_path, po


def collected(base):
    """What is found, as text or texts with the context."""
    return [(m.id, m.context) for m in collect_strings(base) if m.id]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("_('Open')", ("Open", None)),
        ("gettext_lazy('One ' 'line')", ("One line", None)),
        ("ngettext('%(n)s day', '%(n)s days', n)", (("%(n)s day", "%(n)s days"), None)),
        ("translation.pgettext('month', 'May')", ("May", "month")),
        ("_(name)", None),
        ("print('Open')", None),
    ],
)
def test_a_string_of_code_is_found(project, source, expected):
    (project[0] / "archive" / "a.py").write_text(source)
    assert collected(project[0]) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% translate 'Open' %}", ("Open", None)),
        ('{% translate "It\'s" %}', ("It's", None)),
        ("{% translate 'May' context 'month' %}", ("May", "month")),
        ("{{ x|default:_('none') }}", ("none", None)),
        (
            "{% blocktranslate trimmed %}a\n  {{ b }}{% endblocktranslate %}",
            ("a %(b)s", None),
        ),
        (
            "{% blocktranslate count n=x %}{{ n }} day{% plural %}{{ n }} days"
            "{% endblocktranslate %}",
            (("%(n)s day", "%(n)s days"), None),
        ),
        ("<p>Open</p>", None),
    ],
)
def test_a_string_of_a_template_is_found(project, source, expected):
    (project[0] / "archive" / "a.py").unlink()
    template = project[0] / "templates" / "a.html"
    template.write_text("{% load i18n %}<p>\n      <i>“(</i>\n  " + source)
    assert collected(project[0]) == ([expected] if expected else [])


def test_a_migration_holds_no_string_to_translate(project):
    (project[0] / "archive" / "a.py").unlink()
    (project[0] / "archive" / "migrations").mkdir()
    (project[0] / "archive" / "migrations" / "0001.py").write_text("_('Open')")
    assert collected(project[0]) == []


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
    assert any(problem in line for line in find_problems(po, collect_strings(base)))


def test_an_update_adds_what_is_new_drops_what_is_old_and_guesses_nothing(project):
    base, po = project
    po.write_text(f'{HEAD}\nmsgid "Open %(who)s"\nmsgstr "{{}}"\n', "utf-8")
    assert update_catalogue(po, collect_strings(base)) == 1
    text = po.read_text("utf-8")
    assert 'msgid "Open %(what)s"\nmsgstr ""' in text
    assert "%(who)s" not in text and "fuzzy" not in text and "Date" not in text


def translated(po):
    return gettext.translation("django", po.parents[2], ["de"]).gettext("Open")


def test_a_changed_catalogue_is_compiled_once(project):
    _base, po = project
    po.write_text(f'{HEAD}\nmsgid "Open"\nmsgstr "Öffnen"\n', "utf-8")
    assert compile_catalogues() == ["de"]
    assert compile_catalogues() == []
    assert translated(po) == "Öffnen"
    po.write_text(f'{HEAD}\nmsgid "Open"\nmsgstr "Aufmachen"\n', "utf-8")
    os.utime(po, (1, 1))  # as a release that was built long before it is copied here
    assert compile_catalogues() == ["de"]
    gettext._translations.clear()
    assert translated(po) == "Aufmachen"


def test_a_checkout_that_cannot_be_written_is_told_what_to_do(project, monkeypatch):
    _base, po = project
    po.write_text(f'{HEAD}\nmsgid "Open"\nmsgstr "Öffnen"\n', "utf-8")

    def refuse(*_args, **_kept):
        raise PermissionError

    monkeypatch.setattr(catalogues.tempfile, "NamedTemporaryFile", refuse)
    with pytest.raises(CommandError, match=r"LC_MESSAGES cannot be written.*--compile"):
        Preparation(BaseCommand().stdout).run()
    po.with_suffix(".mo").write_bytes(b"made by compilemessages, after the catalogue")
    assert compile_catalogues() == []
    os.utime(po.with_suffix(".mo"), (1, 1))
    with pytest.raises(CommandError, match="missing or older"):
        compile_catalogues()


def test_translations_compiles_without_serving(project):
    _base, po = project
    po.write_text(f'{HEAD}\nmsgid "Open"\nmsgstr "Öffnen"\n', "utf-8")
    told = StringIO()
    call_command("translations", compile=True, stdout=told)
    call_command("translations", compile=True, stdout=told)
    assert told.getvalue() == "de\nnothing to compile\n"
    assert translated(po) == "Öffnen"


@pytest.fixture
def copied(tmp_path, settings, monkeypatch):
    """The archive's code, templates and catalogues, in a folder of their own."""
    for folder in ("archive", "templates"):
        shutil.copytree(settings.BASE_DIR / folder, tmp_path / folder)
    settings.LOCALE_PATHS = [tmp_path / "archive" / "locale"]
    monkeypatch.chdir(tmp_path)
    return tmp_path


def contents():
    return [po.read_text("utf-8") for po in list_catalogues()]


def test_an_update_of_complete_catalogues_changes_nothing(copied):
    before, strings = contents(), collect_strings(copied)
    assert [update_catalogue(po, strings) for po in list_catalogues()] == [0, 0]
    assert contents() == before


@needs_gettext
def test_makemessages_writes_what_translations_writes(copied):
    before = contents()
    (copied / "archive" / "new.py").write_text("_('Open the %(what)s')")
    call_command("makemessages", locale=["de", "zh_Hans"], verbosity=0)
    made, strings = contents(), collect_strings(copied)
    added = '\n#, python-format\nmsgid "Open the %(what)s"\nmsgstr ""\n'
    assert [text.count(added) for text in made] == [1, 1]
    assert [text.replace(added, "") for text in made] == before
    assert [update_catalogue(po, strings) for po in list_catalogues()] == [1, 1]
    assert contents() == made


@needs_gettext
def test_compilemessages_compiles_what_serve_compiles(copied):
    for mo in copied.glob("archive/locale/*/LC_MESSAGES/*.mo"):
        mo.unlink()
    call_command("compilemessages", verbosity=0)
    made = [read_compiled(po) for po in list_catalogues()]
    assert len(made[0]) > 1_000
    assert compile_catalogues() == ["de", "zh_Hans"]  # once, for it tells by the time
    assert [read_compiled(po) for po in list_catalogues()] == made


def read_compiled(po):
    """All pairs but for the headers."""
    with po.with_suffix(".mo").open("rb") as file:
        pairs = dict(gettext.GNUTranslations(file)._catalog)
    return {key: said for key, said in pairs.items() if key}
