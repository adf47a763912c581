"""Fonts come from our own origin, once they are cut, and pages do without before."""

from __future__ import annotations

import shutil

import pytest
from fontTools.ttLib import TTFont

from archive.management import fonts as cutting
from archive.web.middleware.security_headers import CONTENT_SECURITY_POLICY

pytestmark = pytest.mark.django_db
LETTERS = "aäßAÄẞéœ«»–€0"


@pytest.fixture
def folder(tmp_path, settings):
    settings.FONTS = tmp_path / "fonts"
    return settings.FONTS


@pytest.fixture(scope="module")
def cut_once(tmp_path_factory):
    """One font only, and once: all of them take half a minute."""
    folder = tmp_path_factory.mktemp("cut") / "fonts"
    one = cutting._list_font_cuts()[1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "_list_font_cuts", lambda: [one])
        told = []
        cutting.cut_fonts(folder, told.append)
    assert len(told) == 1
    return folder


@pytest.fixture
def cut(folder, cut_once, monkeypatch):
    """A copy of that font for a test of its own."""
    one = cutting._list_font_cuts()[1]
    monkeypatch.setattr(cutting, "_list_font_cuts", lambda: [one])
    shutil.copytree(cut_once, folder)
    return folder


def test_a_page_stands_without_fonts(client, folder):
    assert "/fonts/" not in client.get("/about/").content.decode()


def test_a_page_names_the_fonts_that_are_cut(client, cut):
    sheet = next(cut.glob("fonts.*.css")).name
    assert f'href="/fonts/{sheet}"' in client.get("/about/").content.decode()
    text = client.get(f"/fonts/{sheet}").getvalue().decode()
    assert "font-display:optional" in text and "//" not in text
    for file in cut.glob("*.woff2"):
        assert file.name in text


def test_a_page_asks_early_for_what_its_headings_and_buttons_are_set_in(client, cut):
    (file,) = cut.glob("inter.*.woff2")
    page = client.get("/about/").content.decode()
    kind = 'rel="preload" as="font" type="font/woff2" crossorigin'
    assert f'<link {kind} href="/fonts/{file.name}">' in page


def test_a_font_is_kept_for_a_year_and_served_under_the_policy(client, cut):
    file = next(cut.glob("*.woff2")).name
    response = client.get(f"/fonts/{file}")
    assert response["Content-Type"] == "font/woff2"
    assert "immutable" in response["Cache-Control"]
    assert response["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert response.getvalue()[:4] == b"wOF2"


def test_a_cut_font_holds_the_letters_of_our_languages_and_few_others(cut):
    held = TTFont(next(cut.glob("*.woff2"))).getBestCmap()
    assert {ord(letter) for letter in LETTERS} <= set(held)
    assert ord("中") not in held and len(held) < 300


def test_fonts_are_cut_again_only_where_something_changed(cut, monkeypatch):
    assert cutting.are_fonts_current(cut)
    monkeypatch.setattr(cutting, "FONT_FEATURES", ["kern"])
    assert not cutting.are_fonts_current(cut)


@pytest.mark.parametrize(
    "name",
    [
        "cut-from",
        "..%2Fsecret_key",
        "%2Fetc%2Fpasswd",
        "fonts.0123456789ab.css",
        "a.0123456789ab.woff2%00",
    ],
)
def test_nothing_but_a_font_is_served(client, cut, name):
    assert client.get(f"/fonts/{name}").status_code in (400, 404)
