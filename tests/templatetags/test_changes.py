"""Changes between two texts are marked for the eye and named for the ear."""

from __future__ import annotations

import pytest
from django.template import Context, Template

from archive.text.differences import DiffPiece

SHOWN = Template('{% load changes %}{% show_changes pieces "new:" "gone:" %}')


@pytest.mark.parametrize(
    ("pieces", "html"),
    [
        ([], ""),
        ([("same", "Ten ")], "<span>Ten </span>"),
        ([("added", "new")], '<ins><span class="vh">new: </span>new</ins>'),
        ([("removed", "old")], '<del><span class="vh">gone: </span>old</del>'),
        ([("same", "<b>")], "<span>&lt;b&gt;</span>"),
        (
            [("same", "a"), ("removed", "<i>"), ("same", "c")],
            '<span>a</span><del><span class="vh">gone: </span>&lt;i&gt;</del>'
            "<span>c</span>",
        ),
    ],
)
def test_pieces_stand_in_order_each_marked_by_its_change(pieces, html):
    made = [DiffPiece(change, text) for change, text in pieces]
    assert SHOWN.render(Context({"pieces": made})) == html
