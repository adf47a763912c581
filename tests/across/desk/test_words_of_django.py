"""What Django itself says to editors in German and Chinese: whole, and as we write."""

from __future__ import annotations

import re
from pathlib import Path

import django
import pytest
from babel.messages.pofile import read_po
from django.utils.translation import gettext, ngettext, override, pgettext

PARTS = ("conf", "contrib/admin", "contrib/auth")
PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w+\}")
HAN = "[\u3400-\u9fff]"
SPACED = re.compile(
    f"{HAN} +[\\w%]|[\\w%] +{HAN}|{HAN}\\s*[:;,()!?]|[:;,()]\\s*{HAN}|你"
)
# Pages that only a developer sees, and a list that a filter splits at its commas.
DEVELOPERS = re.compile(r"Django|DEBUG|CSRF|Referer|^yes,no,maybe$")


def list_messages(part: str) -> list[tuple[str | None, str | tuple[str, str]]]:
    """The context and the English of each string that Django has there."""
    po = Path(django.__file__).parent / part / "locale/en/LC_MESSAGES/django.po"
    with po.open("rb") as file:
        return [(m.context, m.id) for m in read_po(file) if m.id]


def say(context: str | None, text: str | tuple[str, str]) -> str:
    """A string of Django's in the language that is on."""
    if isinstance(text, tuple):
        return ngettext(*text, 2)
    return pgettext(context, text) if context else gettext(text)


@pytest.mark.parametrize("part", PARTS)
def test_the_chinese_of_django_is_spaced_and_marked_as_ours(part):
    with override("zh-hans"):
        said = {text: say(context, text) for context, text in list_messages(part)}
    found = {
        text: chinese
        for text, chinese in said.items()
        if SPACED.search(PLACEHOLDER.sub("x", chinese))
        if not DEVELOPERS.search(str(text))
    }
    assert said and not found


@pytest.mark.parametrize("language", ["de", "zh_Hans"])
@pytest.mark.parametrize("part", PARTS)
def test_every_string_of_django_is_translated(part, language):
    """As its own catalogue or ours has it, if only by the same word."""
    base = Path(django.__file__).parent / part / "locale"
    ours = Path("archive/locale_django")
    held = set()
    for folder in (base, ours, Path("archive/locale")):
        with (folder / language / "LC_MESSAGES/django.po").open("rb") as file:
            held |= {
                (m.context, m.id)
                for m in read_po(file, locale=language)
                if m.id and not m.fuzzy
                if all([m.string] if isinstance(m.string, str) else m.string)
            }
    assert not [each for each in list_messages(part) if each not in held]
