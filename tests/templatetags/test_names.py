"""Kinds, roles, languages and parts are named in the reader's language."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils.translation import override

NAMES = [  # filter, value, and its name for each language of the interface
    ("kind_name", "article", {"en": "Article", "de": "Artikel", "zh-hans": "文章"}),
    ("role_name", "about", {"en": "About", "de": "Thema", "zh-hans": "主题"}),
    ("role_name", "unknown_role", {"en": "unknown_role", "de": "unknown_role"}),
    ("language_name", "de", {"en": "German", "de": "Deutsch", "zh-hans": "德语"}),
    (
        "language_name",
        "de-CH",
        {"en": "German (Switzerland)", None: "German (Switzerland)"},
    ),
    ("part_name", "p3", {"en": "passage 3", "de": "Absatz 3"}),
    ("part_name", "c5", {"en": "caption 5"}),
]


@pytest.mark.parametrize(
    ("name", "value", "language", "said"),
    [
        (name, value, language, said)
        for name, value, in_languages in NAMES
        for language, said in in_languages.items()
    ],
)
def test_each_name_is_in_the_readers_language(name, value, language, said):
    template = Template(f"{{% load names %}}{{{{ value|{name} }}}}")
    with override(language):
        assert template.render(Context({"value": value})) == said


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("The police of the city said that it was not there.", ("en", "en")),
        ("Die Polizei der Stadt hat das nicht gesagt.", ("de", "de")),
        ("警方说那里没有摄像头", ("zh-Hans", "zh-Hans")),
        ("Hikvision", ("und", "fr")),
        ("", ("und", "fr")),
    ],
)
def test_a_typed_text_is_marked_with_its_language_or_the_default(text, languages):
    template = Template(
        '{% load names %}{{ text|written_in }} {{ text|written_in:"fr" }}'
    )
    assert template.render(Context({"text": text})).split() == list(languages)


@pytest.mark.parametrize(
    ("anchor", "change"), [("p1", "stands"), ("p2", "withheld"), ("p3", "gone")]
)
def test_a_passage_that_no_version_has_any_more_is_gone(anchor, change):
    template = Template("{% load names %}{{ changes|passage_change:anchor }}")
    changes = {"p1": "stands", "p2": "withheld"}
    assert template.render(Context({"changes": changes, "anchor": anchor})) == change
