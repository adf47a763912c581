"""Preserved copies: kept by hash for editors, recorded, and safe to ask for."""

import gzip
import json
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from warcio.archiveiterator import ArchiveIterator

from archive.editorial import (
    INTEGRITY_CHECKS,
    EditorialError,
    add_capture,
    correct,
    set_capture_audience,
)
from archive.importers import captures
from archive.importers.captures import CaptureError
from archive.models import Capture, Revision
from tests.factories import make_article, make_user, published

from .files import KINDS

pytestmark = pytest.mark.django_db
PAGE = b"<!doctype html><p>Ausmass"


@pytest.fixture
def article():
    return published(make_article(original_url="https://paper.example/1"))


@pytest.fixture
def anna():
    return make_user("anna", "editor")


def folder(settings):
    return Path(settings.MEDIA_ROOT) / "originals"


def records(copy, settings):
    """The records of a WARC: type, address, body."""
    data = (folder(settings) / copy.sha256).read_bytes()
    return [
        (
            one.rec_type,
            one.rec_headers.get_header("WARC-Target-URI"),
            one.content_stream().read(),
            one.http_headers,
        )
        for one in ArchiveIterator(BytesIO(data))
    ]


@pytest.mark.parametrize("name", KINDS)
def test_a_file_is_kept_under_its_hash_for_its_owner_only(
    article, anna, settings, name
):
    content, media_type = KINDS[name]
    copy = captures.store_file_capture(article, anna, name, content, Capture())
    path = folder(settings) / sha256(content).hexdigest()
    assert path.read_bytes() == content and path.stat().st_mode & 0o777 == 0o600
    assert (copy.sha256, copy.size) == (path.name, len(content))
    assert (copy.media_type, copy.audience) == (media_type, "editors")
    assert copy.method


def test_several_copies_may_be_kept_and_the_same_one_once(article, anna):
    for name in ("a.pdf", "a.png"):
        captures.store_file_capture(article, anna, name, KINDS[name][0], Capture())
    assert article.captures.count() == 2
    with pytest.raises(EditorialError, match="already has this copy"):
        captures.store_file_capture(
            article, anna, "a.pdf", KINDS["a.pdf"][0], Capture()
        )
    assert article.captures.count() == 2


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.exe", b"MZ"), ("a.png", KINDS["a.html"][0]), ("a.pdf", b"")],
)
def test_what_cannot_be_kept_leaves_no_file(article, anna, settings, name, content):
    with pytest.raises(CaptureError):
        captures.store_file_capture(article, anna, name, content, Capture())
    assert not article.captures.exists() and not list(folder(settings).glob("*"))


def test_a_file_above_the_limit_is_not_looked_at(article, anna, monkeypatch):
    monkeypatch.setattr(captures, "MAX_CAPTURE_BYTES", 10)
    with pytest.raises(CaptureError, match="larger"):
        captures.store_file_capture(
            article, anna, "a.pdf", KINDS["a.pdf"][0], Capture()
        )


def test_a_copy_is_recorded_in_the_chain_and_a_change_behind_its_back_is_found(
    article, anna
):
    copy = captures.store_file_capture(
        article, anna, "a.pdf", KINDS["a.pdf"][0], Capture()
    )
    last = Revision.objects.filter(entry=article.pk).latest("number")
    assert (last.verb, last.by) == ("capture", anna)
    assert json.loads(last.state)["capture"][0]["sha256"] == copy.sha256
    assert not list(INTEGRITY_CHECKS["captures"]()) and not list(
        INTEGRITY_CHECKS["revisions"]()
    )
    Capture.objects.filter(pk=copy.pk).update(method="forged")
    (finding,) = INTEGRITY_CHECKS["captures"]()
    assert "captures differ" in finding.message


def test_a_copy_changes_no_version(article, anna):
    captures.store_file_capture(article, anna, "a.pdf", KINDS["a.pdf"][0], Capture())
    article.refresh_from_db()
    assert article.version == 1
    assert not Revision.objects.filter(verb="capture", public_version__gt=0).exists()


def test_a_copy_given_to_a_working_copy_is_of_its_original(article, anna):
    draft = correct(article, anna)
    captures.store_file_capture(draft, anna, "a.pdf", KINDS["a.pdf"][0], Capture())
    assert article.captures.count() == 1 and not draft.captures.exists()


def test_a_contributor_adds_no_copy_to_what_is_public(article):
    carla = make_user("carla", "contributor")
    with pytest.raises(EditorialError, match="Ask somebody who may"):
        captures.store_file_capture(
            article, carla, "a.pdf", KINDS["a.pdf"][0], Capture()
        )


def test_a_copy_elsewhere_is_an_address(article, anna):
    at = "https://copies.example/2019/https://paper.example/1"
    copy = captures.note_copy_elsewhere(article, anna, Capture(external_url=at))
    assert copy.external_url == at and not copy.file
    with pytest.raises(EditorialError, match="already has this copy"):
        captures.note_copy_elsewhere(article, anna, Capture(external_url=at))


@pytest.mark.parametrize(
    "about",
    [
        Capture(),
        Capture(external_url="javascript:alert(1)"),
        Capture(external_url="https://copies.example/", captured="yesterday"),
    ],
)
def test_a_copy_that_is_nowhere_is_refused(article, anna, about):
    about.method = "x"
    with pytest.raises(EditorialError):
        add_capture(article, anna, about)


@pytest.mark.parametrize("name", KINDS)
def test_readers_may_be_given_what_a_browser_does_not_run(article, anna, name):
    content, media_type = KINDS[name]
    copy = captures.store_file_capture(article, anna, name, content, Capture())
    is_possible = media_type.startswith("application/")
    try:
        set_capture_audience(copy, anna, for_readers=True)
    except EditorialError:
        assert not is_possible
    assert Capture.objects.public().exists() == is_possible
    set_capture_audience(copy, anna, for_readers=False)
    assert not Capture.objects.public().exists()


def test_a_page_is_asked_for_once_and_kept_as_warc(article, anna, web, settings):
    url = web.page("/page", PAGE)
    web.answers["/"] = lambda asked: asked.say(301, Location="/page")
    copy = captures.store_url_capture(article, anna, web.url("/"), Capture())
    assert copy.media_type == "application/warc+gzip"
    assert copy.captured_at and copy.url == web.url("/")
    found = records(copy, settings)
    assert [kind for kind, *_rest in found] == [
        "warcinfo",
        "response",
        "request",
        "response",
        "request",
    ]
    _kind, address, body, headers = found[3]
    assert (address, body) == (url, PAGE)
    assert headers.get_header("Content-Type") == "text/html"
    packed = (folder(settings) / copy.sha256).read_bytes()
    assert b"WARC-IP-Address: 127.0.0.1" in gzip.decompress(packed)


@pytest.mark.parametrize("status", [404, 500, 403, 204])
def test_a_page_that_is_not_there_is_not_kept(article, anna, web, status):
    web.answers["/"] = lambda asked: asked.say(status)
    with pytest.raises(CaptureError, match=str(status)):
        captures.store_url_capture(article, anna, web.url("/"), Capture())
    assert not article.captures.exists()


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://0x7f.1/", "http://①②⑦.⓪.⓪.①/", "file:///x"]
)
def test_an_address_inside_is_not_asked_for(article, anna, url):
    with pytest.raises(CaptureError):
        captures.store_url_capture(article, anna, url, Capture())


def test_the_command_keeps_a_saved_page_as_warc(article, tmp_path, settings, capsys):
    path = tmp_path / "page.html"
    path.write_bytes(PAGE)
    call_command("capture", article.id_code_display, path, at="2024-08-21T10:00Z")
    (copy,) = article.captures.all()
    assert copy.sha256 in capsys.readouterr().out
    assert f"{copy.captured_at:%Y-%m-%d %H:%M}" == "2024-08-21 10:00"
    found = records(copy, settings)
    assert found[1][:3] == ("resource", "https://paper.example/1", PAGE)


def test_the_command_keeps_other_files_as_they_are(article, tmp_path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(KINDS["a.pdf"][0])
    call_command("capture", article.id_code, path)
    assert article.captures.get().media_type == "application/pdf"


def test_the_command_asks_for_an_address(article, web):
    call_command("capture", article.id_code, web.page("/", PAGE))
    assert article.captures.get().url == web.url("/")


@pytest.mark.parametrize(
    ("entry", "what", "more"),
    [
        ("0000-0000", "x.pdf", {}),
        ("nonsense", "x.pdf", {}),
        (None, "missing.pdf", {}),
        (None, "http://10.0.0.1/", {}),
        (None, "x.pdf", {"at": "yesterday"}),
        (None, "x.pdf", {"at": "2024-13-41T10:00Z"}),
        (None, "x.pdf", {"by": "nobody"}),
    ],
)
def test_the_command_says_what_is_wrong(article, entry, what, more):
    with pytest.raises(CommandError) as told:
        call_command("capture", entry or article.id_code, what, **more)
    assert told.value.returncode == 2
