"""Parts that are rendered once have the texts and the language of each page."""

import pytest
from django.template import engines
from django.utils.translation import override

PAGE = engines["django"].from_string(
    "{% load fixed_parts %}"
    '{% fixed_part "components/main_menu.html" section=section basket="" %}'
)
FOOTER = engines["django"].from_string(
    "{% load fixed_parts %}"
    '{% fixed_part "components/footer_start.html" site_name=name %}'
)


@pytest.mark.parametrize("_time", ["first", "again"])
@pytest.mark.parametrize(
    ("language", "word"), [("en", "Regions"), ("de", "Regionen"), ("zh-hans", "地区")]
)
def test_each_language_has_its_own(language, word, _time):
    with override(language):
        assert word in PAGE.render({})


def test_each_text_has_its_own():
    with override("en"):
        pages = [PAGE.render({"section": name}) for name in ("tags", "about", "tags")]
    assert pages[0] == pages[2] != pages[1]
    assert all(page.count("aria-current") == 1 for page in pages)


def test_texts_are_escaped():
    assert "&lt;b&gt; collects" in FOOTER.render({"name": "<b>"})


def test_a_page_without_the_text_has_the_part():
    assert "<nav" in FOOTER.render({})


def test_who_changes_a_template_sees_it(settings, monkeypatch):
    settings.DEBUG = True
    read = []
    monkeypatch.setattr(
        "archive.templatetags.fixed_parts.render_to_string",
        lambda name, _values: read.append(name) or "",
    )
    PAGE.render({})
    PAGE.render({})
    assert read == ["components/main_menu.html"] * 2
