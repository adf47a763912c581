"""Every word of the interface can be translated, and is."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.utils.translation import to_locale

from archive.management.catalogue import problems
from archive.management.strings import in_code

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


@pytest.mark.parametrize("code_", [c for c, _name in settings.LANGUAGES if c != "en"])
def test_a_catalogue_is_complete(code_):
    po = settings.CATALOGUES / to_locale(code_) / "LC_MESSAGES" / "django.po"
    assert not list(problems(po, BASE))


def test_no_string_is_translated_before_a_reader_is_there():
    """At the level of a module or class, only the lazy forms know the language."""
    for path in code("archive"):
        text = path.read_text("utf-8")
        if re.search(r"import gettext as _|import .*\bgettext\b(?!_)", text):
            for line in text.splitlines():
                early = re.match(r"[A-Z_]+ = .*\b(_|gettext)\(", line)
                assert not early, f"{name(path)}: {line}"
    assert any(list(in_code(p, BASE)) for p in code("archive"))
