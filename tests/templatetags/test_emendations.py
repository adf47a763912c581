"""A printed text stays as printed; what it should say follows the emended part."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from archive.templatetags.emendations import render_emendations


@pytest.mark.parametrize(
    ("printed", "reading", "html"),
    [
        ("Sozialkredit", "", "Sozialkredit"),
        ("a < b", "", "a &lt; b"),
        (
            "Das Sozialkedit.",
            "Das Sozialkredit.",
            'Das <span class="sic">Sozialkedit '
            '<span class="recte">[sic: Sozialkredit]</span></span>.',
        ),
        (
            "<i>",
            "<b>",
            '<span class="sic">&lt;i&gt; '
            '<span class="recte">[sic: &lt;b&gt;]</span></span>',
        ),
    ],
)
def test_only_the_emended_part_is_marked(printed, reading, html):
    record = SimpleNamespace(printed=printed, reading=reading)
    assert render_emendations(record) == html
