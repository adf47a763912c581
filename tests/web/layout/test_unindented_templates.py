"""Readers are sent no indents; what is preformatted stays as it is."""

from __future__ import annotations

import pytest
from django.template.loader import get_template

from archive.web.layout.unindented_templates import strip_indents


@pytest.mark.parametrize(
    ("source", "sent"),
    [
        ("<ul>\n  <li>\n    One\n  </li>\n</ul>", "<ul>\n<li>\nOne\n</li>\n</ul>"),
        ("<a\n  href='/'\n>One</a>  two", "<a\nhref='/'\n>One</a>  two"),
        ("\n\n  <p>\n\t</p>", "\n\n<p>\n</p>"),
        ("  <pre>\n  x\n    y</pre>\n  z", "  <pre>\n  x\n    y</pre>\nz"),
        ("<textarea>\n  x</textarea>\n  z", "<textarea>\n  x</textarea>\nz"),
        ("{% if a %}\n  {{ a }}\n{% endif %}", "{% if a %}\n{{ a }}\n{% endif %}"),
    ],
)
def test_lines_lose_their_indents(source, sent):
    assert strip_indents(source) == sent


def test_templates_of_ours_are_sent_without_indents():
    source = get_template("regions/detail.html").template.source
    assert "{% block main %}" in source
    assert "\n " not in source


def test_templates_that_are_no_html_stay_as_they_are():
    assert "\n  " in get_template("opensearch.xml").template.source
