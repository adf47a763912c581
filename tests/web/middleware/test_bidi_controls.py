"""Characters that turn the direction of a text are shown, in all that readers get."""

from __future__ import annotations

import json

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse

from archive.citations import REFERENCE_FORMATS
from archive.web.middleware.bidi_controls import show_controls_of_direction
from tests.factories import make_article, make_photo, published

pytestmark = pytest.mark.django_db
CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def has_controls(text):
    return not set(CONTROLS).isdisjoint(text)


@pytest.mark.parametrize("control", CONTROLS)
def test_a_control_in_a_title_or_credit_is_shown_on_pages(client, control):
    entry = published(make_article(title=f"Titel{control}9102", byline=f"A{control}B"))
    photo = published(make_photo(title="Bild", credit_line=f"Foto: {control}AFP"))
    shown = f"[U+{ord(control):04X}]"
    for path in (
        "/",
        "/articles/",
        f"{entry.get_absolute_url()}",
        "/feeds/latest.atom",
    ):
        page = client.get(path, follow=True).content.decode()
        assert not has_controls(page)
    assert f"Titel{shown}9102" in client.get(entry.get_absolute_url()).content.decode()
    page = client.get(photo.get_absolute_url()).content.decode()
    assert f"{shown}AFP" in page and not has_controls(page)


@pytest.mark.parametrize("suffix", [*REFERENCE_FORMATS, "jsonld", "json", "txt"])
def test_a_control_is_obeyed_in_no_file(client, suffix):
    title = "Titel\u202e9102\u2067"
    entry = published(make_article(title=title, byline="A\u202eB"))
    url = reverse("archive:entry-format", args=[entry.id_code, suffix])
    text = client.get(url).content.decode()
    assert not has_controls(text)
    if suffix == "json":
        assert json.loads(text)["title"] == title


def test_streams_show_them_and_marks_stay(rf):
    def write_rows(_request):
        rows = ["a\u202eb\n", "c\u200fd\n"]
        return StreamingHttpResponse(rows, content_type="text/csv")

    answer = show_controls_of_direction(write_rows)(rf.get("/search/export.csv"))
    assert b"".join(answer).decode() == "a[U+202E]b\nc\u200fd\n"


def test_the_length_fits_and_the_desk_keeps_its_text(rf):
    def write_page(_request):
        page = HttpResponse("a\u202eb")
        page.headers["Content-Length"] = str(len(page.content))
        return page

    answer = show_controls_of_direction(write_page)(rf.get("/"))
    assert answer.headers["Content-Length"] == str(len(answer.content)) == "10"
    desk = show_controls_of_direction(write_page)(rf.get("/desk/admin/"))
    assert desk.content.decode() == "a\u202eb"
