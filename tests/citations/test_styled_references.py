"""References are those of citeproc-js, character for character and in italics.

`expected.json.gz` holds what it printed; `expected.mjs` writes it anew.
"""

from __future__ import annotations

import gzip
import json
import re
from datetime import date
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path

import pytest
from django.utils import timezone

from archive.citations import (
    REFERENCE_FORMATS,
    STYLES,
    build_bibliography,
    cite,
    cite_all,
    cite_record,
    export_reference,
    export_references,
    search_record,
)
from archive.citations._csl import Processor
from archive.citations._styled_references import runs_to_text
from archive.citations._styles import (
    locale_file,
    reference_language,
    style_file,
    style_locale,
)
from archive.site_name import find_site_name
from manage import CITATION_STYLES
from tests.citations.cases import SEARCH, STYLE_LANGUAGES, cases
from tests.factories import (
    make_article,
    make_event,
    make_photo,
    make_source,
    published,
)

FILE = Path(__file__).parent / "expected.json.gz"
SHAPES = {
    "i": {"font-style": "italic"},
    "b": {"font-weight": "bold"},
    "sup": {"vertical-align": "sup"},
}
# citeproc-js 1.4.63 drops a hyphen where a range of days crosses years, and takes a
# comma instead of the style's delimiter between people and organisations.
DEFECTS = {
    f"date, days of two years, {kind}": ("201901-02", "2019-01-02")
    for kind in ("article", "photo", "web_page", "dataset")
} | {
    f"authors, mixed{post}": ("Clara, Associated Press", "Clara; Associated Press")
    for post in ("", ", post")
}


def correct_chinese(html):
    """citeproc-js prints *between* for *circa*, as locales-zh-CN.xml says, and 年 after
    a date in words."""
    html = html.replace("介于", "约").replace("20 February 2019年", "20 February 2019")
    return html.replace("seit 2018年", "seit 2018")


class Shaped(HTMLParser):
    """citeproc-js's HTML as characters with their shapes; blocks are lines."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.above, self.chars = [], []

    def handle_starttag(self, tag, attrs):
        style = dict(attrs).get("style", "").rstrip(";")
        shape = {style.partition(":")[0]: style.partition(":")[2].strip()}
        self.above.append(SHAPES.get(tag, shape if style else {}))

    def handle_endtag(self, tag):
        self.above.pop()

    def handle_data(self, data):
        shape = {k: v for one in self.above for k, v in one.items() if v != "normal"}
        text = re.sub(r"\n *", "\n", data)
        self.chars += [(char, tuple(sorted(shape.items()))) for char in text]


def theirs(html):
    parser = Shaped()
    parser.feed(html)
    parser.close()
    return _trimmed(parser.chars)


def ours(runs):
    return _trimmed(
        [
            (char, tuple(sorted(f for f in run.formats if f[1] != "normal")))
            for run in runs
            for char in run.text
        ]
    )


def _trimmed(chars):
    """As lines of text and the shapes of what is no space."""
    text = "".join(char for char, _shape in chars).strip(" \n")
    return text, [shape for char, shape in chars if char not in " \n"]


@pytest.fixture(scope="module")
def expected():
    return json.loads(gzip.decompress(FILE.read_bytes()))


def test_every_style_and_language_offered_was_compared(expected):
    assert set(expected) == set(STYLES)
    for style in STYLES:
        assert set(expected[style]) == set(STYLE_LANGUAGES)
        for language in STYLE_LANGUAGES:
            assert set(expected[style][language]) == set(cases())


@pytest.mark.parametrize("language", STYLE_LANGUAGES)
@pytest.mark.parametrize("style", STYLES)
def test_each_reference_is_that_of_citeproc_js(expected, style, language):
    locale = style_locale(style, language)
    processor = Processor(
        style_file(style, language),
        locale_file(locale),
        locale,
        keeps_date_order=True,
    )
    tried = cases()
    for name, (in_text, full) in expected[style][language].items():
        case = tried[name]
        said = processor.render_citation(
            case["item"], case.get("locator", ""), case.get("label", "page")
        )
        if language == "zh":
            in_text, full = map(correct_chinese, (in_text, full))
        if name in DEFECTS:
            wrong, right = DEFECTS[name]
            in_text, full = (text.replace(wrong, right) for text in (in_text, full))
        assert ours(said) == theirs(in_text), f"{name}, in the text"
        assert ours(processor.render_reference(case["item"])) == theirs(full), name


@pytest.mark.parametrize("language", STYLE_LANGUAGES)
@pytest.mark.parametrize("style", STYLES)
def test_every_reference_to_a_record_has_its_address(style, language):
    # In every style and in every language each, of their pairs a third: each work was
    # compared in all of them above.
    first = list(STYLES).index(style) + STYLE_LANGUAGES.index(language)
    asked = islice(
        cases().items(), first % len(STYLE_LANGUAGES), None, len(STYLE_LANGUAGES)
    )
    for name, case in asked:
        if url := case["item"].get("URL"):
            said = str(cite_record(case["item"], language, style))
            assert url in said, name


def test_markup_in_a_title_is_text():
    title = "The <i>state</i> & <script>alert(1)</script>"
    [found] = build_bibliography([SEARCH | {"title": title}], "apa", "en")
    assert title in str(found)
    assert {run.text for run in found.full if run.formats} == {title}


def test_an_unknown_style_is_refused():
    with pytest.raises(KeyError):
        cite_record(SEARCH, "en", "vancouver")


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("mla", "“Search for ‘Social Credit’: 31 Results.”"),
        ("apa", "Search for “social credit”: 31 results."),
        ("iso690", "“social credit”: 31 results."),
    ],
)
def test_a_searched_phrase_keeps_its_quotation_marks(style, said):
    found = search_record('"social credit"', 31, "/search/", date(2026, 11, 23), "en")
    assert said in runs_to_text(cite_record(found, "en", style).full)


def test_the_environment_keeps_each_style_on_offer_and_no_other():
    offered = {
        Path(style_file(style, language))
        for style in STYLES
        for language in STYLE_LANGUAGES
    }
    assert {path.stem for path in offered} == CITATION_STYLES
    folder = next(iter(offered)).parent
    assert set(folder.rglob("*.csl")) == offered


PAPER = {
    "type": "article-newspaper",
    "title": "Ein „Auge“",
    "language": "de",
    "container-title": "Die Zeitung",
    "author": [{"family": "Muster", "given": "Anna"}],
    "issued": {"date-parts": [[2019, 2, 20]]},
    "URL": "https://example.org/a",
}


@pytest.mark.parametrize("style", STYLES)
def test_a_german_reference_has_the_day_before_the_month_and_swiss_marks(style):
    text = str(cite_record(PAPER, "de", style))
    assert re.search(r"20\. Februar|20\.02\.2019|2019-02-20", text)
    assert not {"„", "“"} & set(text.replace("„Auge“", ""))


WESTERN_STYLES = [style for style in STYLES if not style.startswith("gb7714")]


@pytest.mark.parametrize("style", WESTERN_STYLES)
@pytest.mark.parametrize("work", [PAPER, PAPER | {"title": "天网", "language": "zh"}])
def test_readers_of_chinese_get_western_styles_in_english(style, work):
    text = str(cite_record(work, "zh-hans", style))
    assert text == str(cite_record(work, "en", style))
    assert not re.search("[年月日，。（]", text)


@pytest.mark.django_db
@pytest.mark.parametrize("style", WESTERN_STYLES)
def test_a_reference_in_a_western_style_has_only_the_title_in_chinese(style):
    entry = published(
        make_photo(date="[..2018-03]", language="zh-Hans", title="一张照片")
    )
    for said in (cite(entry, "zh-Hans", style=style), *cite_all([entry], "zh", style)):
        assert "一张照片" in str(said)
        assert not re.search("[\u3400-\u9fff，。（]", str(said).replace("一张照片", ""))


@pytest.mark.parametrize("style", STYLES)
def test_no_chinese_month_stands_in_words_and_western_titles_keep_their_marks(style):
    for work in (PAPER, PAPER | {"title": "天网", "language": "zh-Hans"}):
        text = str(cite_record(work, "zh-hans", style))
        assert not re.search("[一二三四五六七八九十]月| 月", text)
    assert "《" not in str(cite_record(PAPER, "zh-hans", style))


def test_gb_t_7714_estimates_the_year_of_an_open_date_in_brackets():
    work = PAPER | {"issued": {"literal": "2019年2月20日或更早"}}
    text = str(cite_record(work, "zh-hans", "gb7714"))
    assert "[2019]" in text and "年" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "de", "zh-Hans"])
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("make", [make_event, make_article])
def test_a_reference_names_the_archive_once_in_its_own_language(make, style, language):
    entry = published(make(date="2019-02-20"))
    text = str(cite(entry, language, style=style))
    assert text.count(find_site_name(reference_language(style, language))) == 1
    assert text == str(cite_all([entry], language, style)[0])


@pytest.mark.django_db
def test_gb_t_7714_says_when_a_page_was_cited_and_an_open_date_in_full():
    entry = published(make_article(date="[..2019-02-20]", language="zh-Hans"))
    text = str(cite(entry, "zh-Hans", style="gb7714"))
    assert f"[{timezone.localdate():%Y-%m-%d}]" in text
    assert "[2019]" in text and "日期：2019年2月20日或更早。" in text


@pytest.mark.django_db
@pytest.mark.parametrize("suffix", sorted({*REFERENCE_FORMATS} - {"wiki.txt"}))
def test_a_file_of_references_is_the_same_for_every_reader(suffix):
    entry = published(make_source(source_kind="leak", date="2019-02-20/.."))
    english = export_reference(entry, suffix, language="en")
    for language in ("de", "zh-Hans"):
        assert export_reference(entry, suffix, language=language) == english
        assert "".join(export_references([[entry]], suffix, language)) == "".join(
            export_references([[entry]], suffix, "en")
        )


def test_infoclio_writes_no_in_before_an_unknown_paper():
    unknown = {key: PAPER[key] for key in PAPER if key != "container-title"}
    assert ", in: Die Zeitung, " in str(cite_record(PAPER, "de", "infoclio"))
    assert ", in" not in str(cite_record(unknown, "de", "infoclio"))


@pytest.mark.django_db
@pytest.mark.parametrize("style", ["gb7714-numeric", "gb7714"])
def test_gb_t_7714_has_codes_for_photos_and_no_day_in_words_for_events(style):
    photo = published(make_photo(date="2018-11"))
    event = published(make_event(date="2019-02-20"))
    assert "[Z/OL]" in str(cite(photo, "zh-Hans", style=style))
    assert "February" not in str(cite(event, "zh-Hans", style=style))
