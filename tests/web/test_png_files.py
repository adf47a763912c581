"""Pictures are drawn with fonts that have their letters, or not at all."""

from __future__ import annotations

from unicodedata import name

import pytest

from archive.web import png_files
from archive.web.png_files import draw_png, has_fonts_for, has_fonts_for_text

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20">'


def read_size(png):
    """Width and height, as the head of the file says them."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return tuple(int.from_bytes(png[at : at + 4], "big") for at in (16, 20))


def test_a_picture_has_the_size_that_it_names():
    drawn = draw_png(f'{HEAD}<rect width="9" height="9"/></svg>')
    assert read_size(drawn) == (30, 20)
    assert drawn != draw_png(f'{HEAD}<rect width="8" height="9"/></svg>')


def test_latin_letters_are_always_drawn():
    assert has_fonts_for("en") and has_fonts_for("de")
    assert has_fonts_for_text("Zürich – “Ürümqi”")


def test_a_letter_that_no_font_has_is_found_out():
    assert not has_fonts_for_text("Zürich \U000f4321")


def test_a_text_of_very_many_scripts_costs_no_drawings(monkeypatch):
    drawn = []
    monkeypatch.setattr(
        png_files, "_has_glyph", lambda letter: not drawn.append(letter)
    )
    named = {
        name(one).split()[0]: one
        for one in map(chr, range(0x250, 0x1800))
        if one.isalpha()
    }
    letters = "".join(named.values())
    assert not has_fonts_for_text(letters)
    assert drawn == []
    assert has_fonts_for_text(letters[:5]) and drawn == list(letters[:5])


@pytest.mark.parametrize("is_there", [True, False])
def test_chinese_is_drawn_where_a_font_has_it(monkeypatch, is_there):
    monkeypatch.setattr(png_files, "_has_glyph", lambda letter: is_there)
    assert has_fonts_for("zh-hans") is is_there
    assert has_fonts_for("de") is True
    assert has_fonts_for_text("新疆") is is_there
