"""Every page in each language, without a string of the interface left in English."""

from __future__ import annotations

import html
import re
from functools import cache

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import to_locale

from archive.models import Entry
from tests.markup import page_text

SHORTEST = 12  # shorter ones, and single words, may be parts of names
PAGES = [
    "/",
    "/search/",
    "/search/?q=Xinjiang",
    "/search/?q=zzzzqqq",
    "/regions/",
    "/search/?q=Xinjiang&kind=article&from=2019",
    "/regions/CN/",
    "/regions/CN-XJ/",
    "/timeline/",
    "/timeline/?from=2019&to=2019",
    "/timeline/?undated=1",
    "/tags/",
    "/tags/theme/social-credit/",
    "/articles/",
    "/photos/",
    "/sources/",
    "/events/",
    "/narratives/",
    "/about/",
    "/about/search/",
    "/about/counts/",
    "/about/privacy/",
    "/changes/",
    "/corrections/",
    "/search/?from=yesterday",
    "/search/?page=99999",
    "/articles/XXXXXXXX/",
    "/regions/XX-99/",
    "/search/batch/",
    "/search/batch/wrong/",
    "/desk/admin/login/",
]


FOR_PROGRAMS = re.compile(r"<(pre|script)\b.*?</\1>", re.DOTALL)
OTHERS = [code for code, _name in settings.LANGUAGES if code != "en"]
WRITTEN = {"de": "de", "zh-hans": "zh-Hans"}


@cache
def english(code):
    """Strings that a page in another language must not hold: those said differently."""
    locale = to_locale(code)
    po = settings.LOCALE_PATHS[0] / locale / "LC_MESSAGES" / "django.po"
    with po.open("rb") as file:
        held = read_po(file, locale=locale)
    pairs = [
        (source, said)
        for message in held
        if message.id
        for source in _all(message.id)
        for said in _all(message.string)[-1:]
    ]
    fixed = [(re.split(r"%\(\w+\)s", a), b) for a, b in pairs]
    longest = [(max(parts, key=len).strip(), said) for parts, said in fixed]
    return [a for a, b in longest if len(a) >= SHORTEST and " " in a and a not in b]


def _all(text):
    return [text] if isinstance(text, str) else list(text)


def shown(response) -> str:
    """What a page says, with its spoken labels, on one line; without what programs
    read of it: references in their formats, linked data."""
    text = FOR_PROGRAMS.sub("", page_text(response))
    text = re.sub(
        r'<(article|li|blockquote|p|h\d|a) [^>]*\blang="en".*?</\1>', "", text
    )
    return re.sub(r"\s+", " ", html.unescape(text))


def left(response, code) -> list[str]:
    text = shown(response)
    return [string for string in english(code) if string in text]


@pytest.mark.parametrize("code", OTHERS)
def test_an_english_page_would_be_noticed(client, demonstration, code):
    assert len(left(client.get("/?lang=en"), code)) > 10


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_in_another_language_holds_no_english(client, demonstration, code, path):
    response = client.get(path, headers={"accept-language": code})
    text = page_text(response)
    # Django's own pages write the code in lower case; BCP 47 allows either.
    assert f'<html lang="{code}"' in text.replace("zh-Hans", "zh-hans")
    assert response["Content-Language"] == WRITTEN[code]
    assert "Accept-Language" in response["Vary"]
    assert not left(response, code)


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("kind", ["article", "photo", "source", "event"])
def test_the_page_of_an_entry_holds_no_english(client, demonstration, code, kind):
    for entry in Entry.objects.public().filter(kind=kind)[:6]:
        response = client.get(entry.get_absolute_url(), {"lang": WRITTEN[code]})
        assert response.status_code == 200
        assert not left(response, code), entry


def test_numbers_choose_the_singular_and_plural(client, demonstration):
    text = page_text(client.get("/search/?q=SenseNets&lang=de"))
    assert "Einträge zu «SenseNets»" in text
    text = page_text(client.get("/search/?q=SenseNets&lang=zh-Hans"))
    assert re.search(r"与“SenseNets”有关的结果：\d+条", text)


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [
        ("", "", "en"),
        ("", "de", "de"),
        ("", "de-CH,de;q=0.9", "de"),
        ("", "fr,de;q=0.5", "de"),
        ("", "fr", "en"),
        ("?lang=en", "de", "en"),
        ("?lang=de", "en", "de"),
        ("?lang=fr", "de", "de"),
        ("", "zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("?lang=zh-Hans", "de", "zh-Hans"),
        ("?lang=zh", "de", "zh-Hans"),
        ("?lang=ZH-hans", "de", "zh-Hans"),
    ],
)
def test_the_address_chooses_first(client, demonstration, query, header, language):
    response = client.get(f"/about/{query}", headers={"accept-language": header})
    assert response["Content-Language"] == language
    assert f'<html lang="{language}"' in page_text(response)
    assert not response.cookies


PLACED = re.compile(r'\s(?:cx|cy|r|x|y|x1|x2|y1|y2|width|height|viewBox)="([^"]*)"')


@pytest.mark.parametrize(
    "path", ["/regions/CN-XJ/", "/regions/CN-SD/map.svg", "/timeline/", "/"]
)
def test_a_drawing_is_the_same_in_every_language(client, demonstration, path):
    said = {}
    for code in ("en", "de", "zh-Hans"):
        text = page_text(client.get(path, {"lang": code}))
        said[code] = PLACED.findall(text)
    assert said["en"] == said["de"] == said["zh-Hans"]
    assert not [value for value in said["de"] if "," in value]


def test_a_page_names_its_addresses_in_every_language(client, demonstration, settings):
    settings.BASE_URL = "https://archive.example"
    text = page_text(client.get("/regions/?kind=article&lang=de"))
    told = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', text)
    here = "https://archive.example/regions/?kind=article"
    assert [(code, html.unescape(address)) for code, address in told] == [
        ("x-default", here),
        ("en", f"{here}&lang=en"),
        ("de", f"{here}&lang=de"),
        ("zh-Hans", f"{here}&lang=zh-Hans"),
    ]


def test_a_language_that_runs_from_the_right_turns_the_page(
    client, demonstration, settings, tmp_path
):
    """A pseudo-locale: nothing of it is translated, all of it is mirrored."""
    # Django knows a language by its texts, and those that pages don't offer go.
    texts = tmp_path / "ar" / "LC_MESSAGES" / "django.mo"
    texts.parent.mkdir(parents=True)
    with texts.open("wb") as file:
        write_mo(file, Catalog("ar"))
    settings.LOCALE_PATHS = [*settings.LOCALE_PATHS, tmp_path]
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "Pseudo")]
    text = page_text(client.get("/about/?lang=ar"))
    assert '<html lang="ar" dir="rtl"' in text
    assert 'dir="rtl"' not in page_text(client.get("/about/?lang=en"))[:300]
