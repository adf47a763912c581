"""The frame of a picture - title, filters, credit, address - and its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.filters import SearchFilters
from archive.site_name import find_site_name
from archive.text import dates
from archive.text.punctuation import show_bidi_controls
from archive.web.errors import PLAIN_TEXT
from archive.web.lists.filter_controls import build_chips
from archive.web.png_files import draw_png, has_fonts_for_text
from archive.web.search_slots import hold_search_slot

SVG, PNG = "svg", "png"
MEDIA_TYPES = {SVG: "image/svg+xml; charset=utf-8", PNG: "image/png"}
WIDTH, MARGIN = 1200, 40  # pixels
TITLE_HEIGHT, LINE_HEIGHT = 60, 22
LETTERS_PER_LINE = 120  # of small type, also of an address without spaces
MOST_LINES = 12  # of an address with many filters, which the description has whole
LATIN_FONTS = "Inter, 'Helvetica Neue', Arial, 'Noto Sans CJK SC', sans-serif"
CHINESE_FONTS = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC'"
WIDE_LETTER = "\u1100"  # from here on letters are about twice as wide


@dataclass(frozen=True)
class PictureText:
    """A line of text, and where its baseline is."""

    text: str
    y: int


@dataclass(frozen=True)
class PictureFrame:
    """What surrounds the drawing, in pixels: the drawing begins at `top`, and is
    `inner_width` wide; `foot` are credit and address below it."""

    title: str
    address: str
    filters: list[PictureText]
    foot: list[PictureText]
    top: int
    drawing_height: int
    height: int
    width: int = WIDTH
    margin: int = MARGIN

    @property
    def inner_width(self) -> int:
        """The width of the drawing."""
        return self.width - 2 * self.margin


def build_frame(
    title: str,
    filters: SearchFilters,
    path: str,
    drawing_height: int,
    credit: Sequence[str],
) -> PictureFrame:
    """The frame of a drawing of what the filters find; `path` is the page's, `credit`
    its lines below the drawing. At most five queries for names of filters."""
    address = f"{settings.BASE_URL}{filters.url(path)}"
    chosen = [_("“%(words)s”") % {"words": filters.q}] if filters.q else []
    chosen += [chip.label for chip in build_chips(filters, "")]
    top = MARGIN + TITLE_HEIGHT
    head = _place_lines(_wrap_text(" · ".join(chosen)), top)
    top += LINE_HEIGHT * len(head)
    texts = [line for text in credit for line in _wrap_text(text)]
    lines = [*texts, *_wrap_text(address)]
    foot = _place_lines(lines, top + drawing_height + 2 * LINE_HEIGHT)
    height = top + drawing_height + (len(foot) + 1) * LINE_HEIGHT + MARGIN
    return PictureFrame(title, address, head, foot, top, drawing_height, height)


def write_site_line() -> str:
    """Whose the numbers are, and of which day."""
    language, day = get_language() or "en", timezone.localdate()
    when = dates.parse_edtf(day.isoformat()).display(language)
    return f"{find_site_name(language)} · {when}"


def render_picture(
    request: HttpRequest, suffix: str, template: str, context: dict[str, object]
) -> HttpResponse:
    """The picture as SVG, or drawn as PNG where the machine has fonts for all its
    letters; 404 in words where not. A PNG costs as much as a search, and waits as one:
    raises `TooManySearches`."""
    if suffix not in MEDIA_TYPES:
        raise Http404
    drawn = render_to_string(template, {**context, "fonts": _list_fonts()})
    svg = show_bidi_controls(drawn)
    content: str | bytes | None = svg
    if suffix == PNG:
        with hold_search_slot(request.path):
            content = draw_png(svg) if has_fonts_for_text(svg) else None
    if content is None:
        said = _("This server has no font for the names on this picture. Use the SVG.")
        return HttpResponse(f"{said}\n", content_type=PLAIN_TEXT, status=404)
    response = HttpResponse(content, content_type=MEDIA_TYPES[suffix])
    name = f"surveillance-archive-{timezone.localdate():%Y-%m-%d}.{suffix}"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _list_fonts() -> str:
    """The fonts to look for, those of the language's script first."""
    is_chinese = (get_language() or "").startswith("zh")
    return f"{CHINESE_FONTS}, {LATIN_FONTS}" if is_chinese else LATIN_FONTS


def _wrap_text(text: str) -> list[str]:
    """Lines that fit the width; a line of Chinese has half as many letters."""
    wide = sum(letter >= WIDE_LETTER for letter in text)
    letters = LETTERS_PER_LINE // 2 if wide > len(text) // 3 else LETTERS_PER_LINE
    return wrap(text, letters, max_lines=MOST_LINES, placeholder=" …")


def _place_lines(lines: Sequence[str], top: int) -> list[PictureText]:
    return [
        PictureText(line, top + number * LINE_HEIGHT)
        for number, line in enumerate(lines)
    ]
