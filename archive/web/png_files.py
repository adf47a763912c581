"""Pictures in SVG drawn as PNG, with the fonts that are installed."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from resvg_py import svg_to_bytes

PICTURE_FONT = "Inter"
SAMPLES = {"zh": "中"}  # a letter of the script of each language that needs more fonts
MOST_SCRIPTS = 24  # on one picture beside Latin, marks too: each costs a drawing
MISSING_GLYPH = "\U000f1234"  # for private use: no font has it
LAST_LATIN = "\u024f"
MOST_LETTERS = 1_000  # whose glyphs were looked for are remembered
SAMPLE_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    f'<text x="2" y="30" font-size="24" font-family="{PICTURE_FONT}">'
    "%s</text></svg>"
)


def draw_png(svg: str) -> bytes:
    """The picture as PNG, in the size that the SVG names. Some 30 ms for a map; the
    first call of a process reads the names of the machine's fonts (a third of a
    second)."""
    return svg_to_bytes(svg_string=svg, font_files=[_find_font_file()])


def has_fonts_for(language: str) -> bool:
    """Whether names in the language can be drawn, and don't become boxes."""
    sample = SAMPLES.get(language.partition("-")[0])
    return sample is None or _has_glyph(sample)


def has_fonts_for_text(text: str) -> bool:
    """Whether each script of the text can be drawn: one letter of it is tried. No text
    of more than `MOST_SCRIPTS` scripts is."""
    letters: dict[str, str] = {}
    for letter in text:
        if letter > LAST_LATIN:
            letters.setdefault(_name_script(letter), letter)
    few = len(letters) <= MOST_SCRIPTS
    return few and all(_has_glyph(letter) for letter in letters.values())


def _name_script(letter: str) -> str:
    """The first word of a letter's name, which is its script: CJK, ARABIC, TIBETAN."""
    return unicodedata.name(letter, "").partition(" ")[0]


@lru_cache(maxsize=MOST_LETTERS)
def _has_glyph(letter: str) -> bool:
    """Whether it looks other than a letter that no font has."""
    return draw_png(SAMPLE_SVG % letter) != _draw_missing_glyph()


@cache
def _draw_missing_glyph() -> bytes:
    return draw_png(SAMPLE_SVG % MISSING_GLYPH)


@cache
def _find_font_file() -> str:
    folder = files("fontpkg_inter") / "files"
    return str(folder / "Inter[opsz,wght].ttf")
