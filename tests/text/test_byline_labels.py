"""A byline is printed in many ways; the author is one."""

import pytest

from archive.text.author_names import strip_byline_label


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("Von Clara Muster", "Clara Muster"),
        ("VON CLARA MUSTER", "CLARA MUSTER"),
        ("By Jane Doe and John Roe", "Jane Doe and John Roe"),
        ("Text: Clara Muster", "Clara Muster"),
        ("记者 李明", "李明"),
        ("文/王芳", "王芳"),
        ("作者：王芳", "王芳"),
        ("dj", "dj"),
        ("Vonnegut", "Vonnegut"),
        ("Byron Smith", "Byron Smith"),
        ("Dirk Muster", "Dirk Muster"),
        ("By", "By"),
        ("", ""),
    ],
)
def test_the_author_is_the_name_in_the_byline(byline, name):
    assert strip_byline_label(byline) == name
