"""Marks of the reader's language in templates."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils.translation import override


@pytest.mark.parametrize(
    ("language", "text", "joined"),
    [
        ("en", "It is.\n It was.", "It is.\n It was."),
        ("de", "So ist es.\n So war es.", "So ist es.\n So war es."),
        ("zh-hans", "是。\n 曾是！ 何时？", "是。曾是！何时？"),
        ("zh-hans", "<b>是。</b>\n<a>曾是</a>", "<b>是。</b><a>曾是</a>"),
        ("zh-hans", "<b>\n是。\n</b> <a>\n曾是</a>", "<b>\n是。</b><a>曾是</a>"),
        ("zh-hans", "是\n<a>曾是</a>", "是\n<a>曾是</a>"),
    ],
)
def test_only_chinese_joins_sentences_without_a_space(language, text, joined):
    with override(language):
        template = Template(
            "{% load punctuation %}{% sentences %}" + text + "{% endsentences %}"
        )
        assert template.render(Context()) == joined


def test_what_sentences_hold_is_escaped_once():
    template = Template(
        "{% load punctuation %}{% sentences %}{{ name }}{% endsentences %}"
    )
    assert template.render(Context({"name": "<b>"})) == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("{{ items|comma_list }}", {"en": "a, b", "zh-hans": "a、b", None: "a, b"}),
        ("{{ none|comma_list }}", {"en": "", "zh-hans": ""}),
        ('{% mark "stop" %}', {"en": ".", "zh-hans": "。", None: "."}),
        ('{{ word|followed_by:"stop" }}', {"en": "a.", "zh-hans": "a。"}),
        ('{{ empty|followed_by:"stop" }}', {"en": "", "zh-hans": ""}),
        ("{{ word|in_brackets }}", {"en": " (a)", "zh-hans": "（a）", None: " (a)"}),
        (
            "{% for item in items %}{{ item }}{% mark_between forloop %}{% endfor %}",
            {"en": "a, b", "zh-hans": "a、b"},
        ),
    ],
)
def test_marks_are_those_of_the_readers_language_or_english(source, written):
    context = {"items": ["a", "b"], "none": [], "word": "a", "empty": ""}
    template = Template("{% load punctuation %}" + source)
    for language, text in written.items():
        with override(language):
            assert template.render(Context(context)) == text
