"""Wikipedia's templates in three languages: no value is markup."""

from __future__ import annotations

import re
from html import unescape

import pytest

from archive.citations._formats.wikipedia import escape_wikitext, write_wikipedia
from archive.citations._references import Reference, to_one_line
from tests.citations.test_reference_files import BASE, HOSTILE


def written(language="en", date="2019-02-20", **csl):
    rows = {name: value for name, value in {**BASE, **csl}.items() if value}
    return write_wikipedia(Reference(rows, "4f7k9q2t", date=date, language=language))


def values(text):
    """Name and value of each parameter, as MediaWiki splits them."""
    inside = re.fullmatch(r"\{\{([^|]*?) \|(.*)\}\}\n", text)
    return inside[1], dict(part.split("=", 1) for part in inside[2].split(" |"))


@pytest.mark.parametrize(
    ("language", "type_", "template", "title", "work"),
    [
        ("en", "article-newspaper", "cite news", "title", "newspaper"),
        ("en", "webpage", "cite web", "title", "website"),
        ("zh-hans", "article-newspaper", "cite news", "title", "newspaper"),
        ("zh-hans", "dataset", "cite web", "title", "website"),
        ("de", "article-newspaper", "Literatur", "Titel", "Sammelwerk"),
        ("de", "post", "Internetquelle", "titel", "werk"),
    ],
)
def test_each_language_has_its_template(language, type_, template, title, work):
    name, found = values(written(language, type=type_))
    assert name == template
    assert found[title] == "Titel" and found[work] == "Tagblatt"
    assert BASE["URL"] in found.values()
    assert "4F7K-9Q2T, version 1" in " ".join(found.values())


@pytest.mark.parametrize("language", ["en", "de", "zh-hans"])
@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_title_is_no_markup(language, title):
    _name, found = values(written(language, title=title))
    shown = found.get("title") or found["Titel"]
    assert unescape(shown) == to_one_line(title)
    for sign in ("[", "]", "{", "}", "<", ">", "|", "''", "~~", "__"):
        assert sign not in shown


def test_what_looks_like_an_entity_stays_text():
    assert unescape(escape_wikitext("a &amp; b &#91;")) == "a &amp; b &#91;"


def test_authors_are_numbered_where_there_are_several():
    one = [{"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}]
    assert "|last=van Gogh |first=Vincent" in written(author=one)
    two = [*one, {"literal": "dpa"}]
    assert "|last1=van Gogh |first1=Vincent |author2=dpa" in written(author=two)
    assert "|Autor=Vincent van Gogh, dpa" in written("de", author=two)
    assert "|last=习 |first=近平" in written(author=[{"family": "习", "given": "近平"}])


@pytest.mark.parametrize(
    ("date", "parts", "circa", "english", "german"),
    [
        ("2019-02-20", [[2019, 2, 20]], False, "date=2019-02-20", "Datum=2019-02-20"),
        ("2019-02", [[2019, 2]], False, "date=February 2019", "Datum=2019-02"),
        ("2019", [[2019]], False, "date=2019", "Datum=2019"),
        ("2019~", [[2019]], True, "date=c. 2019", "Kommentar=um 2019"),
        (
            "2018/2020",
            [[2018], [2020]],
            False,
            "orig-date=2018 to 2020",
            "Kommentar=2018 bis 2020",
        ),
    ],
)
def test_a_date_is_one_that_the_template_takes(date, parts, circa, english, german):
    issued = {"date-parts": parts, **({"circa": True} if circa else {})}
    assert f"|{english}" in written(date=date, issued=issued)
    assert f"|{german}" in written("de", date=date, issued=issued)


def test_an_address_ends_no_value():
    text = written(URL="https://x.example/a|b}}{{c ''d''")
    assert "https://x.example/a%7Cb%7D%7D%7B%7Bc%20%27%27d%27%27" in text


ORIGINAL = "https://www.example.org/a"


@pytest.mark.parametrize(
    ("language", "type_", "original", "archived", "day"),
    [
        ("en", "article-newspaper", "url", "archive-url", "archive-date"),
        ("zh-hans", "webpage", "url", "archive-url", "archive-date"),
        ("de", "webpage", "url", "archiv-url", "archiv-datum"),
    ],
)
def test_the_original_and_the_archived_version_stand_side_by_side(
    language, type_, original, archived, day
):
    reference = Reference(
        {**BASE, "type": type_},
        "4f7k9q2t",
        date="2019-02-20",
        language=language,
        original_url=ORIGINAL,
        archived_day="2026-11-27",
    )
    _name, found = values(write_wikipedia(reference))
    assert (found[original], found[archived]) == (ORIGINAL, BASE["URL"])
    assert found[day] == "2026-11-27"


def test_literatur_names_the_archived_version_in_its_comment():
    reference = Reference(
        BASE, "4f7k9q2t", "2019-02-20", language="de", original_url=ORIGINAL
    )
    _name, found = values(write_wikipedia(reference))
    assert found["Online"] == ORIGINAL and BASE["URL"] in found["Kommentar"]
