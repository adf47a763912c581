"""Archived copies as readers and editors meet them."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from archive import editorial
from archive.editorial import set_capture_audience
from archive.importers import captures
from archive.models import Article, Capture
from tests.factories import make_article, make_user, published
from tests.importers.files import KINDS

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return published(make_article(title="Shown"))


@pytest.fixture
def desk(client):
    client.force_login(make_user("anna", "editor"))
    return client


def kept(entry, name="a.pdf", **about):
    return captures.store_file_capture(
        entry, None, name, KINDS[name][0], Capture(**about)
    )


HELD = "The archive has a copy for its editors."


def test_readers_learn_only_that_a_copy_is_held(client, article):
    hidden = {
        "captured": "2024-08-21/..",
        "captured_note": "from its teasers",
        "method": "sent by a source",
    }
    copy = kept(article, **hidden)
    text = client.get(article.get_absolute_url()).content.decode()
    assert HELD in text
    shown = (copy.sha256, copy.sha256[:12], "PDF", "pdf", "from its teasers")
    for word in (*shown, "2024", "sent by a source", f"{copy.size} bytes", "captures/"):
        assert word not in text.partition("Archived copies")[2].split("</section>")[0]
        assert word not in text or len(word) < 5
    address = f"/entries/{article.id_code}/captures/{copy.sha256}"
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "suffix", ["", ".json", ".ris", ".bib", ".csl.json", ".jsonld"]
)
def test_any_hidden_copies_answer_alike(client, article, suffix):
    address = f"/entries/{article.id_code}{suffix}"
    kept(article, "a.pdf", captured_note="one", method="one")
    first = client.get(address, follow=True).content
    kept(article, "a.warc", captured_note="two", method="two")
    at = "https://copies.example/secret"
    captures.note_copy_elsewhere(article, None, Capture(external_url=at))
    Article.objects.filter(pk=article.pk).update(
        original_file="originals/x", sha256="e" * 64
    )
    stamp = re.compile(rb'name="stamp" value="[^"]*"')
    again = client.get(address, follow=True).content
    assert stamp.sub(b"", again) == stamp.sub(b"", first)


def test_an_editor_decides_on_the_checksum_of_an_original(desk, article):
    Article.objects.filter(pk=article.pk).update(sha256="e" * 64)
    editorial.record_revision(article, "edit", None)
    at = article.get_absolute_url()
    assert "e" * 64 not in desk.get(at).content.decode()
    send(desk, article, original="public")
    assert "e" * 64 in desk.get(at).content.decode()
    record = desk.get(f"/entries/{article.id_code}.json").json()
    assert record["sha256"] == "e" * 64
    assert article.revisions.last().verb == "open_original"
    assert not list(editorial.INTEGRITY_CHECKS["captures"]())
    send(desk, article, original="editors")
    assert "e" * 64 not in desk.get(at).content.decode()
    assert desk.get(f"/entries/{article.id_code}.json").json()["sha256"] == ""
    Article.objects.update(original_audience="public")
    assert list(editorial.INTEGRITY_CHECKS["captures"]())


def test_what_an_editor_opened_can_be_saved_and_is_not_shown(client, article):
    copy = kept(article)
    set_capture_audience(copy, None, for_readers=True)
    text = client.get(article.get_absolute_url()).content.decode()
    address = f"/entries/{article.id_code}/captures/{copy.sha256}"
    assert address in text
    response = client.get(address)
    assert b"".join(response) == KINDS["a.pdf"][0]
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment; ")
    assert response["Content-Security-Policy"].endswith("sandbox")
    assert response["X-Content-Type-Options"] == "nosniff"
    set_capture_audience(copy, None, for_readers=False)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("sha256", ["0" * 64, "x", "..%2F..%2Fetc%2Fpasswd"])
def test_a_hash_that_is_not_there_is_404(client, article, sha256):
    address = f"/entries/{article.id_code}/captures/{sha256}"
    assert client.get(address).status_code == 404


def test_a_copy_elsewhere_is_a_link_that_tells_nothing_of_the_reader(client, article):
    at = "https://copies.example/1"
    copy = captures.note_copy_elsewhere(article, None, Capture(external_url=at))
    assert at not in client.get(article.get_absolute_url()).content.decode()
    set_capture_audience(copy, None, for_readers=True)
    text = client.get(article.get_absolute_url()).content.decode()
    assert f'<a href="{at}" rel="noopener noreferrer">' in text


def page(entry):
    return f"/desk/{entry.kind}s/{entry.id_code}/captures/"


def send(desk, entry, **data):
    return desk.post(page(entry), data)


def test_an_editor_adds_a_file_opens_it_and_saves_it(desk, article):
    file = SimpleUploadedFile("scan.pdf", KINDS["a.pdf"][0])
    answer = send(desk, article, file=file, captured="2024", method="")
    assert answer.status_code == 302
    copy = article.captures.get()
    assert (copy.captured, copy.media_type) == ("2024", "application/pdf")
    assert copy.sha256 in desk.get(page(article)).content.decode()
    send(desk, article, capture=copy.pk, audience="public")
    assert Capture.objects.public().get() == copy
    send(desk, article, capture=copy.pk, audience="editors")
    assert not Capture.objects.public().exists()
    answer = desk.get(f"{page(article)}{copy.pk}/")
    assert b"".join(answer) == KINDS["a.pdf"][0]
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Security-Policy"].endswith("sandbox")
    captures.capture_path(copy).unlink()
    assert desk.get(f"{page(article)}{copy.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Choose a file"),
        ({"file": ("a.svg", b"<svg/>")}, "This file type"),
        ({"file": ("a.png", b"<html>")}, "Rename it"),
        ({"file": ("a.pdf", b"%PDF-"), "captured": "soon"}, "captured"),
        (
            {"file": ("a.pdf", b"%PDF-"), "external_url": "https://x.example/"},
            "not both",
        ),
        ({"external_url": "javascript:alert(1)"}, "Enter a valid URL"),
    ],
)
def test_what_cannot_be_kept_is_told_beside_the_form(desk, article, data, said):
    if "file" in data:
        data = {**data, "file": SimpleUploadedFile(*data["file"])}
    answer = send(desk, article, **data)
    assert answer.status_code == 400
    assert said in answer.content.decode() or said == "captured"
    assert not article.captures.exists()


@pytest.mark.parametrize("role", ["", "contributor", "administrator"])
def test_nobody_below_an_editor_sees_or_adds_copies(client, article, role):
    copy = kept(article)
    client.force_login(make_user("carla", role))
    for address in (page(article), f"{page(article)}{copy.pk}/"):
        assert client.get(address).status_code in (302, 403, 404)
    send(client, article, external_url="https://copies.example/1")
    assert article.captures.count() == 1


def test_a_copy_of_another_entry_is_not_served_under_this_one(desk, article):
    other = published(make_article(title="Other"))
    copy = kept(other)
    assert desk.get(f"{page(article)}{copy.pk}/").status_code == 404
    answer = send(desk, article, capture=copy.pk, audience="public")
    assert answer.status_code == 400 and not Capture.objects.public().exists()
