"""Only a web address becomes a link on a page."""

from __future__ import annotations

import pytest
from django.template import Context, Template

LINKED = Template("{% load web_links %}{% if url|is_web_url %}link{% endif %}")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a", "link"),
        ("http://example.org", "link"),
        ("javascript:alert(1)", ""),
        ("mailto:desk@example.org", ""),
        ("example.org/a", ""),
        ("", ""),
    ],
)
def test_an_address_is_a_link_only_on_the_web(url, shown):
    assert LINKED.render(Context({"url": url})) == shown
