"""Sentences that follow one another stand in `{% sentences %}`: Chinese joins them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from .tree import files, name

TOKEN = re.compile(
    r"{%\s*sentences\s*%}.*?{%\s*endsentences\s*%}|{#.*?#}"
    r"|{%\s*blocktranslate\b.*?{%\s*endblocktranslate\s*%}|{%.*?%}|{{.*?}}|<[^>]*>",
    re.DOTALL,
)
# A translated text that ends a sentence, and is shown where it is translated.
SENTENCE = re.compile(
    r"{%\s*translate\s+(['\"]).*[.!?]”?\1\s*%}"
    r"|{%\s*blocktranslate\b(?![^%]*\basvar\b).*[.!?]\s*{%\s*endblocktranslate\s*%}",
    re.DOTALL,
)
SHOWN = re.compile(
    r"{{|{%\s*(?:include|translate(?!.*\bas \w+\s*%}))"
    r"|{%\s*blocktranslate\b(?![^%]*\basvar\b)|<(?:a|b|bdi|code|em|span|time)\b",
    re.DOTALL,
)
# Shows nothing, and ends no line.
SILENT = re.compile(r"{#|{%(?!\s*endblock\s)|</(?:a|b|em|span)>")


def split_template(template: str) -> Iterator[str]:
    """Tags, and the text between them."""
    end = 0
    for match in TOKEN.finditer(template):
        yield template[end : match.start()]
        yield match[0]
        end = match.end()
    yield template[end:]


def list_next(tokens: list[str]) -> Iterator[str]:
    """The tokens that may follow: after `{% else %}`, those after its `{% endif %}`."""
    depth = skipped = 0
    for token in tokens:
        word = token[2:].split()[0] if token.startswith("{%") else ""
        depth += (word == "if") - (word == "endif")
        if word in ("else", "elif", "empty") and depth == 0:
            skipped = 1
        if word in ("endif", "endfor") and depth < 0:
            depth, skipped = 0, 0
        if not skipped:
            yield token


def find_joints(template: str) -> list[str]:
    """Each sentence after which white space and something else follows on its line."""
    tokens = [token for token in split_template(template) if token]
    found = []
    for n, sentence in enumerate(tokens):
        if not SENTENCE.fullmatch(sentence):
            continue
        has_space = False
        for token in list_next(tokens[n + 1 :]):
            has_space |= token.isspace()
            if token.isspace() or (SILENT.match(token) and not SHOWN.match(token)):
                continue
            if has_space and (SHOWN.match(token) or token[0] not in "<{"):
                found.append(" ".join(sentence.split()))
            break
    return found


@pytest.mark.parametrize(
    "template",
    [
        '{% translate "It is here." %}\n{% translate "It is there." %}',
        '{% translate "It is here." %}\n<a href="/">{% translate "Go" %}</a>',
        "{% blocktranslate %}{{ n }} are here.{% endblocktranslate %}\n{{ rule }}",
        '{% if a %}\n{% translate "Here." %}\n{% else %}\n{% translate "There" %}\n'
        "{% endif %}\n{{ rule }}",
        '<span>{% translate "It is here." %}</span>\n<span>{{ rule }}</span>',
    ],
)
def test_a_space_between_two_sentences_is_found(template):
    assert find_joints(template)


@pytest.mark.parametrize(
    "template",
    [
        '<p>{% translate "It is here." %}</p>\n<p>{% translate "It is there." %}</p>',
        '{% if a %}{% translate "A." %}{% else %}\n{% translate "B." %}{% endif %}',
        '{% sentences %}{% translate "A." %}\n{% translate "B." %}{% endsentences %}',
        '{% translate "It is here" %}\n{{ name }}',
        "{% blocktranslate asvar rule %}So it is.{% endblocktranslate %}\n{{ name }}",
    ],
)
def test_a_sentence_that_ends_its_line_passes(template):
    assert not find_joints(template)


def test_no_template_has_a_space_between_two_sentences():
    found = {
        name(path): joints
        for path in files("*.html", under="templates")
        if (joints := find_joints(path.read_text("utf-8")))
    }
    assert not found
