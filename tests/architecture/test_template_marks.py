"""No template writes a Western mark itself: Chinese pages have Chinese marks.

The marks of strings are held by `test_chinese_words.py`.
"""

from __future__ import annotations

import re

import pytest

from .tree import files, name

LEFT_OUT = re.compile(  # comments, strings for translation, scripts and code
    r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}"
    r"|{%\s*blocktranslate\b.*?{%\s*endblocktranslate\s*%}"
    r"|<(script|style|code|pre)\b.*?</\1>",
    re.DOTALL,
)
DJANGO_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
HTML_TAG = re.compile(r"<[^>]*>", re.DOTALL)
READ_ALOUD = re.compile(r'\b(?:aria-label|alt|placeholder|title)="([^"]*)"')
# Marks that end or part words; brackets and dashes may begin a line.
AFTER_SPACE = re.compile(r'\s{%\s*mark "(?:colon|comma|stop|semicolon)"\s*%}')
MARK = re.compile(r"[:;,()!?](?!\w)")


def find_marks(template: str) -> list[str]:
    """Lines of a template's own text, and what is read aloud, with such a mark."""
    text = DJANGO_TAG.sub("\ufffc", LEFT_OUT.sub("", template))
    lines = [*HTML_TAG.sub("", text).splitlines(), *READ_ALOUD.findall(text)]
    return [line.strip() for line in lines if MARK.search(line)]


@pytest.mark.parametrize(
    "template",
    [
        '{% translate "Type" %}: {{ kind }}',
        "{{ name }} ({{ total }})",
        "<b>{{ name }}</b>, {{ more }}",
        '<a aria-label="{% translate "Map" %}: {{ name }}">{{ name }}</a>',
    ],
)
def test_a_mark_that_a_template_writes_is_found(template):
    assert find_marks(template)


@pytest.mark.parametrize(
    "template",
    [
        '{% translate "Type" %}{% mark "colon" %}{{ kind }}',
        "{{ name }}{{ total|in_brackets }}",
        "{% blocktranslate %}{{ name }}: {{ n }} entries{% endblocktranslate %}",
        '<a href="?a=1;b=2" style="color: red">{{ name }} · {{ more }}</a>',
        "<code>sha256: {{ hash }}</code>",
    ],
)
def test_a_mark_of_the_readers_language_passes(template):
    assert not find_marks(template)


def test_no_template_writes_a_western_mark():
    found = {
        name(path): marks
        for path in files("*.html", under="templates")
        if (marks := find_marks(path.read_text("utf-8")))
    }
    assert not found


@pytest.mark.parametrize(
    ("template", "is_found"),
    [
        ('{{ label }}\n  {% mark "colon" %}{{ name }}', True),
        ('{{ label }} {% mark "comma" %}', True),
        ('{{ label }}{% mark "colon" %}{{ name }}', False),
        ('{% mark "colon" as colon %}', False),  # writes nothing here
    ],
)
def test_a_mark_after_a_space_is_found(template, is_found):
    assert bool(AFTER_SPACE.search(template)) is is_found


def test_no_mark_stands_after_a_space():
    found = [
        name(path)
        for path in files("*.html", under="templates")
        if AFTER_SPACE.search(path.read_text("utf-8"))
    ]
    assert not found
