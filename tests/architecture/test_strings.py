"""Every word of the interface can be translated, and is."""

from __future__ import annotations

import ast
import re

import pytest
from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import to_locale

from archive.management.catalogues import (
    collect_strings,
    find_problems,
    list_catalogues,
)

from .tree import BASE, code, files, name

NAMES = {"Surveillance", "Archive", "SenseNets", "Sozialkredit", "Rongcheng"}
SKIPPED = re.compile(
    r"{#.*?#}|{%\s*(?:blocktranslate|comment)\b.*?{%\s*end\w+\s*%}|{%.*?%}|{{.*?}}"
    r"|<code.*?</code>",
    re.DOTALL,
)
SPOKEN = re.compile(r'\b(?:aria-label|alt|placeholder|title|label)="([^"]*)"')
WORD = re.compile(r"[A-Za-z]{2,}")


def unmarked(text: str) -> list[str]:
    """Words that stand in a template as they are."""
    text = SKIPPED.sub("", text)
    spoken = " ".join(SPOKEN.findall(text))
    shown = re.sub(r"<[^>]*>", " ", text)
    return [word for word in WORD.findall(f"{shown} {spoken}") if word not in NAMES]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>Open it</p>", ["Open", "it"]),
        ('<img alt="Map">', ["Map"]),
        ("<p>{% translate 'Open' %}</p>", []),
        ("{% blocktranslate %}Open{% endblocktranslate %}", []),
        ('<img alt="{% translate "Map" %}">', []),
        ("<p>{{ title }}</p>", []),
    ],
)
def test_an_unmarked_word_is_told_from_a_marked_one(text, words):
    assert unmarked(text) == words


def test_no_word_of_a_template_stands_unmarked():
    for path in files("*.html", under="templates"):
        assert not unmarked(path.read_text("utf-8")), name(path)


def test_no_string_of_a_script_is_in_english():
    for path in files("*.js", under="archive/static"):
        text = re.sub(r"^\s*//.*$", "", path.read_text("utf-8"), flags=re.MULTILINE)
        quoted = re.findall(r"'([^'\n]*)'|`([^`]*)`", text)
        words = [q for pair in quoted for q in pair if re.match(r"[A-Z][a-z]+\b", q)]
        assert not [w for w in words if w not in ("ArrowRight", "ArrowLeft", "Home")]


@pytest.fixture(scope="module")
def strings():
    """Every string of code and templates."""
    return collect_strings(BASE)


@pytest.mark.parametrize("code_", [c for c, _name in settings.LANGUAGES if c != "en"])
def test_a_catalogue_is_complete(code_, strings):
    language = to_locale(code_)
    held = {po.parent.parent.name: po for po in list_catalogues()}
    assert not list(find_problems(held[language], strings))


def shown_labels():
    """Each label of a record and of a choice, with its place."""
    for model in apps.get_app_config("archive").get_models():
        meta, place = model._meta, model.__name__
        if hasattr(model, "USERNAME_FIELD"):  # Django translates accounts itself
            continue
        yield place, meta.verbose_name
        yield place, meta.verbose_name_plural
        for field in meta.local_fields:
            for _value, label in field.choices or ():
                yield f"{place}.{field.name}", label


def test_every_label_of_a_record_is_marked(strings):
    for place, label in shown_labels():
        assert isinstance(label, Promise), f"{place}: {label!r} is not lazy"
        with translation.override(None):
            assert strings.get(str(label)), f"{place}: {label} is not collected"


LANGUAGE_KNOWN = {"gettext", "ngettext", "pgettext", "npgettext"}


def early_calls(source: str) -> list[int]:
    """Lines that ask for a translation when a module is read, before a reader is there.

    At the level of a module or class only the lazy forms know the language.
    """
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in LANGUAGE_KNOWN
    }
    found, waiting = [], list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names:
            found.append(node.lineno)
        waiting += ast.iter_child_nodes(node)
    return found


@pytest.mark.parametrize(
    ("imported", "source", "lines"),
    [
        ("gettext as _", "A = _('Open')", [2]),
        ("gettext as _", "A = {1: _('Open')}", [2]),
        ("gettext as _", "class A:\n    x = _('Open')", [3]),
        ("ngettext", "A = ngettext('day', 'days', 2)", [2]),
        ("gettext_lazy as _", "A = _('Open')", []),
        ("gettext as _", "def a(): return _('Open')", []),
    ],
)
def test_an_early_call_is_told_from_one_in_time(imported, source, lines):
    source = f"from django.utils.translation import {imported}\n{source}"
    assert early_calls(source) == lines


def test_no_string_is_translated_before_a_reader_is_there():
    for path in code("archive"):
        assert not early_calls(path.read_text("utf-8")), name(path)
