"""Every page in German, without a string of the interface left in English."""

from __future__ import annotations

import html
import re

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

from archive.models import Entry

SHORTEST = 12  # shorter ones, and single words, may be parts of names
PAGES = [
    "/", "/search/", "/search/?q=Xinjiang", "/search/?q=zzzzqqq", "/regions/",
    "/search/?q=Xinjiang&kind=article&from=2019", "/regions/CN/", "/regions/CN-XJ/",
    "/timeline/", "/timeline/?from=2019&to=2019", "/timeline/?undated=1", "/tags/",
    "/tags/theme/social-credit/", "/articles/", "/photos/", "/sources/", "/events/",
    "/about/", "/about/search/", "/about/counts/", "/about/privacy/", "/corrections/",
    "/search/?from=yesterday", "/search/?page=99999", "/articles/XXXXXXXX/",
    "/regions/XX-99/", "/search/batch/", "/search/batch/wrong/", "/desk/admin/login/",
]  # fmt: skip


@pytest.fixture(scope="module")
def english():
    """Strings that a German page must not hold: those that are said differently."""
    po = settings.CATALOGUES / "de" / "LC_MESSAGES" / "django.po"
    with po.open("rb") as file:
        held = read_po(file, locale="de")
    pairs = [
        (source, said)
        for message in held
        if message.id
        for source, said in zip(_all(message.id), _all(message.string), strict=True)
    ]
    fixed = [(re.split(r"%\(\w+\)s", a), b) for a, b in pairs]
    longest = [(max(parts, key=len).strip(), said) for parts, said in fixed]
    return [a for a, b in longest if len(a) >= SHORTEST and " " in a and a not in b]


def _all(text):
    return [text] if isinstance(text, str) else list(text)


def shown(response) -> str:
    """What a page says, with its spoken labels, on one line."""
    text = response.content.decode()
    text = re.sub(
        r'<(article|li|blockquote|p|h\d|a) [^>]*\blang="en".*?</\1>', "", text
    )
    return re.sub(r"\s+", " ", html.unescape(text))


def left(response, english) -> list[str]:
    text = shown(response)
    return [string for string in english if string in text]


def test_an_english_page_would_be_noticed(client, demonstration, english):
    assert len(left(client.get("/?lang=en"), english)) > 10


@pytest.mark.parametrize("path", PAGES)
def test_a_german_page_holds_no_english(client, demonstration, english, path):
    response = client.get(path, headers={"accept-language": "de-CH"})
    text = response.content.decode()
    assert '<html lang="de"' in text
    assert response["Content-Language"] == "de"
    assert "Accept-Language" in response["Vary"]
    assert not left(response, english)


@pytest.mark.parametrize("kind", ["article", "photo", "source", "event"])
def test_the_page_of_an_entry_holds_no_english(client, demonstration, english, kind):
    for entry in Entry.objects.public().filter(kind=kind)[:6]:
        response = client.get(entry.get_absolute_url(), {"lang": "de"})
        assert response.status_code == 200
        assert not left(response, english), entry


def test_numbers_choose_the_singular_and_plural(client, demonstration):
    text = client.get("/search/?q=SenseNets&lang=de").content.decode()
    assert "Einträge zu «SenseNets»" in text


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
    ],
)
def test_the_address_chooses_first(client, demonstration, query, header, language):
    response = client.get(f"/about/{query}", headers={"accept-language": header})
    assert response["Content-Language"] == language
    assert f'<html lang="{language}"' in response.content.decode()
    assert not response.cookies
