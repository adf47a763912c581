"""Fonts cut to the letters we need: from OFL packages to WOFF2 files and their CSS."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

BASIC_RANGE = (
    "U+0020-007E,U+00A0-00FF,U+0131,U+0152-0153,U+0160-0161,U+0178,U+017D-017E,U+02C6,"
    "U+02DA,U+02DC,U+2002-200B,U+2010-2027,U+202F-203A,U+2044,U+20AC,U+2116,U+2122,"
    "U+2190-2193,U+2196-2199,U+2212,U+1E9E"
)
EXTENDED_RANGE = (
    "U+0100-0130,U+0132-0151,U+0154-015F,U+0162-0177,U+0179-017C,U+017F,U+018F,"
    "U+01CD-01DC,U+0218-021B,U+0259,U+02BC,U+0300-030C,U+1E80-1E85"
)
CYRILLIC_RANGE = (
    "U+0400-045F,U+0462-0463,U+0490-0493,U+049A-049B,U+04A2-04A3,U+04AE-04B1,"
    "U+04BA-04BB,U+04D8-04D9,U+04E8-04E9"
)
ARABIC_RANGE = (
    "U+060C,U+061B,U+061F,U+0621-063A,U+0640-0652,U+0660-0669,U+067E,U+0686,U+0698,"
    "U+06A9,U+06AD,U+06AF,U+06BA,U+06BE,U+06C0-06C1,U+06C6-06C8,U+06CB-06CC,U+06D0,"
    "U+06D2,U+06D5,U+200C-200F"
)
FONT_FEATURES = (
    "kern mark mkmk ccmp locl liga calt lnum onum pnum tnum sups ordn frac case "
    "init medi fina isol rlig rclt"
).split()


# Never swapped in under the reader: what comes late is there on the next page.
FONT_DISPLAY = "optional"


class FontCut(NamedTuple):
    """One file: from which font, which letters, which part of its axes."""

    name: str
    family: str
    package: str
    file: str
    letters: str
    axes: dict[str, Any]
    style: str = "normal"


def _list_font_cuts() -> list[FontCut]:
    text = {"wght": (400, 700), "opsz": 16}
    small = {"wght": (400, 700), "opsz": 14}
    serif = ("Literata", "fontpkg-literata", "Literata[opsz,wght].ttf")
    slanted = ("Literata", "fontpkg-literata", "Literata-Italic[opsz,wght].ttf")
    display = ("Literata Display", "fontpkg-literata", "Literata[opsz,wght].ttf")
    sans = ("Inter", "fontpkg-inter", "Inter[opsz,wght].ttf")
    italic, large = {"wght": 400, "opsz": 16}, {"wght": 600, "opsz": 48}
    noto = ("fontpkg-noto-sans-arabic", "NotoSansArabic[wdth,wght].ttf")
    broad = {"wght": 400, "wdth": 100}  # names only
    return [
        FontCut("literata", *serif, BASIC_RANGE, text),
        FontCut("inter", *sans, BASIC_RANGE, small),
        FontCut("literata-display", *display, BASIC_RANGE, large),
        FontCut("literata-italic", *slanted, BASIC_RANGE, italic, "italic"),
        FontCut("literata-extended", *serif, EXTENDED_RANGE, text),
        FontCut("inter-extended", *sans, EXTENDED_RANGE, small),
        FontCut("literata-display-extended", *display, EXTENDED_RANGE, large),
        FontCut("literata-italic-extended", *slanted, EXTENDED_RANGE, italic, "italic"),
        FontCut("literata-cyrillic", *serif, CYRILLIC_RANGE, text),
        FontCut("inter-cyrillic", *sans, CYRILLIC_RANGE, small),
        FontCut("arabic", "Archive Arabic", *noto, ARABIC_RANGE, broad),
    ]


def are_fonts_current(folder: Path) -> bool:
    """Whether the folder holds what this code and these packages would cut."""
    stamp = folder / "cut-from"
    return stamp.exists() and stamp.read_text() == _make_fonts_stamp()


def cut_fonts(folder: Path, tell: Callable[[str], None]) -> None:
    """Cut every font beside the folder, then put the folder in place."""
    new = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    faces = []
    for one in _list_font_cuts():
        path = _cut_font(one, new)
        faces.append(_make_font_face(one, path.name))
        tell(f"{path.name}: {path.stat().st_size} bytes")
    css = "\n".join(faces) + "\n"
    (new / f"fonts.{_hash_shortly(css.encode())}.css").write_text(css, "utf-8")
    (new / "cut-from").write_text(_make_fonts_stamp())
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)


def _cut_font(one: FontCut, folder: Path) -> Path:
    source = files(one.package.replace("-", "_")) / "files" / one.file
    font = TTFont(str(source), recalcTimestamp=False)  # the same bytes each time
    options = subset.Options()
    options.layout_features = FONT_FEATURES
    options.notdef_outline = True
    options.hinting = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(one.letters.replace("U+", "")))
    cutter.subset(font)  # before the axes: that is many times faster
    font = instancer.instantiateVariableFont(font, one.axes)
    font.flavor = "woff2"
    raw = folder / one.name
    font.save(raw)
    return raw.rename(folder / f"{one.name}.{_hash_shortly(raw.read_bytes())}.woff2")


def _make_font_face(one: FontCut, file: str) -> str:
    weight = one.axes["wght"]
    weights = " ".join(map(str, weight)) if isinstance(weight, tuple) else weight
    return (
        f'@font-face{{font-family:"{one.family}";src:url({file}) format("woff2");'
        f"font-weight:{weights};font-style:{one.style};font-display:{FONT_DISPLAY};"
        f"unicode-range:{one.letters}}}"
    )


def _make_fonts_stamp() -> str:
    cuts = _list_font_cuts()
    versions = sorted({f"{c.package} {version(c.package)}" for c in cuts})
    return _hash_shortly(repr((cuts, versions, FONT_FEATURES, FONT_DISPLAY)).encode())


def _hash_shortly(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
