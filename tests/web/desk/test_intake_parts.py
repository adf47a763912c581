"""An editor brings a ZIP or a web archive into the intake and takes its parts out."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from archive.importers import intakes
from archive.importers.warcs import pack_page_warc
from archive.models import Entry, Intake
from tests.factories import make_user
from tests.importers.extraction.packed.test_packed_parts import pack_zip

pytestmark = pytest.mark.django_db
RIS = b"TY  - RPRT\nTI  - Cameras at School\nER  -\n"
PAGE = b"<html><body><h1>Cameras watch the square</h1><p>Words.</p></body></html>"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def carla():
    client = Client()
    client.force_login(make_user("carla", "contributor"))
    return client


def add_packed(client, content):
    client.post("/desk/intake/new/", {"file": SimpleUploadedFile("case.zip", content)})
    intake = Intake.objects.latest("pk")
    return intake, f"/desk/intake/{intake.pk}/"


@pytest.mark.only_on_sqlite("the files")
def test_parts_are_listed_and_those_chosen_wait_in_the_intake(carla):
    content = pack_zip(
        ("a/list.ris", RIS), ("page.html", PAGE), ("b.txt", b"0" * 2**21)
    )
    intake, path = add_packed(carla, content)
    page = carla.get(path).content.decode()
    assert "a/list.ris" in page and "more than 200 times its size" in page
    assert carla.post(path, {"row": "1"}).status_code == 302
    part = intake.parts.get()
    assert (part.way, part.file_name, part.state) == ("part", "a/list.ris", "waiting")
    assert intakes.load_original(part) == RIS
    intake.refresh_from_db()
    assert (intake.state, intake.run) == ("accepted", None)
    assert "a/list.ris" in carla.get(path).content.decode()
    assert not Entry.objects.exists()


def test_a_page_of_a_web_archive_keeps_its_address(carla):
    warc = pack_page_warc("https://example.org/a?q=%D0%C2", PAGE, "text/html")
    intake, path = add_packed(carla, warc)
    carla.post(path, {"row": "1"})
    part = intake.parts.get()
    assert part.url == "https://example.org/a?q=%D0%C2" and part.address_key
    carla.post(f"/desk/intake/{part.pk}/decide/", {"read": "1"})
    page = carla.get(f"/desk/intake/{part.pk}/").content.decode()
    assert "Cameras watch the square" in page and "case.zip" in page


@pytest.mark.parametrize("row", ["2", "9", ""])
def test_a_part_that_cannot_be_taken_out_is_refused_and_nothing_changes(carla, row):
    intake, path = add_packed(carla, pack_zip(("a.ris", RIS), ("b", b"0" * 2**21)))
    assert carla.post(path, {"row": row} if row else {}).status_code == 400
    intake.refresh_from_db()
    assert intake.state == "waiting" and not intake.parts.exists()


@pytest.mark.only_on_sqlite("the files")
def test_an_archive_inside_another_is_kept_and_not_opened(carla):
    intake, path = add_packed(carla, pack_zip(("inner.zip", pack_zip(("a", PAGE)))))
    carla.post(path, {"row": "1"})
    part = intake.parts.get()
    carla.post(f"/desk/intake/{part.pk}/decide/", {"read": "1"})
    page = carla.get(f"/desk/intake/{part.pk}/").content.decode()
    assert "This archive was inside another" in page
