"""An editor pastes a page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from archive.models import Article

pytestmark = pytest.mark.django_db
PASTE = "/desk/admin/archive/article/import/"
PAGE = """Stadt kauft Kameras
Von Anna Beispiel
20. Februar 2019
Die Stadt hat neue Kameras gekauft, wie am Mittwoch bekannt wurde.
Sie sollen an jeder Kreuzung stehen und alles aufzeichnen, was geschieht.
Eine Kamera an einem Mast. Bild: dpa
"""


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def test_looking_saves_nothing_and_tells_what_each_line_becomes(carla):
    answer = carla[0].post(PASTE, {"text": PAGE, "look": "1"})
    text = answer.content.decode()
    assert "Stadt kauft Kameras</td>" in text
    assert "20 February 2019</td>" in text
    assert not Article.objects.exists()


def test_saving_makes_a_draft_of_whoever_pasted_it(carla):
    answer = carla[0].post(PASTE, {"text": PAGE, "save": "1"})
    article = Article.objects.get()
    assert answer.url == f"/desk/admin/archive/article/{article.pk}/change/"
    assert (article.status, article.created_by) == ("draft", carla[1])
    assert carla[0].get(answer.url).status_code == 200


def test_the_same_page_twice_is_told_and_the_text_survives(carla):
    carla[0].post(PASTE, {"text": PAGE, "save": "1"})
    answer = carla[0].post(PASTE, {"text": PAGE, "save": "1"})
    text = answer.content.decode()
    assert "already has this" in text
    assert "Die Stadt hat neue Kameras gekauft" in text
    assert Article.objects.count() == 1


def test_looking_at_a_file_saves_nothing_either(carla):
    file = SimpleUploadedFile("page.txt", PAGE.encode())
    answer = carla[0].post(PASTE, {"file": file, "look": "1"})
    text = answer.content.decode()
    assert "Stadt kauft Kameras</td>" in text
    assert "Choose the file again" in text
    assert not Article.objects.exists()


def test_a_paste_beyond_the_limit_is_told(carla):
    answer = carla[0].post(PASTE, {"text": f"Titel\n{'wort ' * 1_000_001}"})
    assert "larger than 5 MB" in answer.content.decode()


def test_an_empty_paste_is_told(carla):
    answer = carla[0].post(PASTE, {"text": "", "save": "1"})
    assert answer.status_code in (200, 400)
    assert "errorlist" in answer.content.decode()
