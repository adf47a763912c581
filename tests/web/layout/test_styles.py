"""One style sheet, made of a file for each component."""

import re

import pytest

from archive.web.layout.styles import STYLE_COMPONENTS

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<link rel="stylesheet" href="(/styles/[^"]+)">')
OF_THE_DESK = {"desk", "desk-entry", "desk-review", "desk-theme"}


def test_every_component_is_in_it(settings):
    files = (settings.STATIC_DIR / "archive" / "css").glob("*.css")
    assert {file.stem for file in files} == {*STYLE_COMPONENTS, *OF_THE_DESK}


def test_a_page_has_one_sheet_that_may_be_kept_for_ever(client):
    address = LINK.findall(client.get("/about/").content.decode())
    assert len(address) == 1
    response = client.get(address[0], headers={"accept-encoding": "gzip"})
    assert response["Content-Type"].startswith("text/css")
    assert "immutable" in response["Cache-Control"]
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 15_000


def test_its_rules_stand_in_their_order(client, settings):
    address = LINK.search(client.get("/about/").content.decode())[1]
    said = client.get(address).content.decode()
    folder = settings.STATIC_DIR / "archive" / "css"
    places = [
        said.index((folder / f"{one}.css").read_text()) for one in STYLE_COMPONENTS
    ]
    assert places == sorted(places)


def test_an_older_name_leads_to_the_newest_and_another_nowhere(client):
    right = LINK.search(client.get("/about/").content.decode())[1]
    response = client.get("/styles/archive.0123456789ab.css")
    assert (response.status_code, response["Location"]) == (302, right)
    for wrong in ("tokens.css", "archive.js", "..%2Ftokens.css"):
        assert client.get(f"/styles/{wrong}").status_code == 404
