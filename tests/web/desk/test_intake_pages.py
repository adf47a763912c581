"""An editor brings a page into the intake and confirms what was read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from archive.importers import intakes
from archive.models import Article, Entry, Intake
from tests.admin.forms import fields
from tests.factories import make_user
from tests.importers.extraction.file_marks.files import BAR, TEXT, write_pdf, write_png

pytestmark = pytest.mark.django_db
NEW = "/desk/intake/new/"
OUTLOOK_MESSAGE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__substg1.0_".encode(
    "utf-16-le"
)
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


def enter(name, role):
    client = Client()
    client.force_login(make_user(name, role))
    return client


@pytest.fixture
def carla():
    return enter("carla", "contributor")


def paste(client, text=PAGE, **sent):
    answer = client.post(NEW, {"text": text, **sent})
    assert answer.status_code == 302, answer.content.decode()
    return Intake.objects.latest("pk")


def add_file(client, name, content):
    client.post(NEW, {"file": SimpleUploadedFile(name, content)})
    return Intake.objects.latest("pk")


def test_a_paste_is_kept_and_read_and_makes_no_entry(carla):
    intake = paste(carla)
    text = carla.get(f"/desk/intake/{intake.pk}/").content.decode()
    assert "Stadt kauft Kameras" in text and "20 February 2019" in text
    assert intakes.load_original(intake) == PAGE.encode()
    assert not Entry.objects.exists()


@pytest.mark.only_on_sqlite("the page")
def test_confirming_makes_a_draft_with_what_the_editor_typed(carla):
    intake = paste(carla)
    path = f"/desk/intake/{intake.pk}/"
    sent = {**fields(carla.get(path)), "title": "Kameras", "date": "20.2.2019"}
    answer = carla.post(path, sent)
    article = Article.objects.get()
    assert answer.url == f"/desk/stories/{article.id_code}/"
    assert (article.title, article.date, article.status) == (
        "Kameras",
        "2019-02-20",
        "draft",
    )
    assert article.created_by.username == "carla"
    intake.refresh_from_db()
    assert (intake.state, intake.reading) == ("accepted", None)
    assert carla.get(path).status_code == 200


@pytest.mark.only_on_sqlite("the page")
def test_a_marked_text_is_told_and_saved_without_its_marks(carla):
    tags = "".join(chr(0xE0000 + ord(c)) for c in "copy 7")
    intake = paste(carla, PAGE.replace("gekauft", f"ge{tags}kauft"))
    answer = carla.get(f"/desk/intake/{intake.pk}/")
    page = answer.content.decode()
    assert "This text may be marked" in page and "invisible tag characters (6)" in page
    assert tags in intakes.load_original(intake).decode()
    carla.post(f"/desk/intake/{intake.pk}/", {**fields(answer), "save": "1"})
    texts = [passage.verbatim for passage in Article.objects.get().passages.all()]
    assert any("Kameras gekauft, wie" in text for text in texts)
    assert not any(character in text for text in texts for character in tags)


@pytest.mark.only_on_sqlite("the page")
@pytest.mark.parametrize("name", ["a.pdf", "a.png"])
def test_what_a_file_may_give_away_is_told_whether_it_can_be_read_or_not(carla, name):
    content = {
        "a.pdf": write_pdf(TEXT + BAR),
        "a.png": write_png((b"caBX", b""), after=b"1234567"),
    }[name]
    told = {
        "a.pdf": "has text under bars or pictures: Zora Muster spoke.",
        "a.png": "has a signed statement of its origin (C2PA)",
    }[name]
    intake = add_file(carla, name, content)
    page = carla.get(f"/desk/intake/{intake.pk}/").content.decode()
    assert "What the file may give away" in page and told in page
    carla.post(f"/desk/intake/{intake.pk}/decide/", {"dismiss": "1", "reason": "No."})
    assert told not in carla.get(f"/desk/intake/{intake.pk}/").content.decode()


def test_two_confirmations_give_one_article(carla):
    path = f"/desk/intake/{paste(carla).pk}/"
    sent = fields(carla.get(path))
    carla.post(path, sent)
    assert carla.post(path, {**sent, "again": "on"}).status_code == 400
    assert Article.objects.count() == 1


@pytest.mark.only_on_sqlite("the page")
def test_the_same_page_twice_is_told_and_can_be_forced(carla):
    path = f"/desk/intake/{paste(carla).pk}/"
    carla.post(path, fields(carla.get(path)))
    path = f"/desk/intake/{paste(carla).pk}/"
    page = carla.get(path)
    assert "The same file or address" in page.content.decode()
    assert carla.post(path, fields(page)).status_code == 400
    assert carla.post(path, {**fields(page), "again": "on"}).status_code == 302


@pytest.mark.only_on_sqlite("the page")
@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.html", b"a,b,c\n1,2,3\n1,2,3\n1,2,3\n1,2,3\n", "a table"),
        ("a.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 60, "Save it as DOCX or PDF"),
        ("a.msg", OUTLOOK_MESSAGE, "Save it as EML"),
        ("a.docx", b"TY  - JOUR\nER  - \n", "no entry with a title"),
        ("a.pdf", b"%PDF-1.7\nnothing", "damaged"),
        ("a.txt", b"\x00\x01\x02\x03", 'role="alert"'),
    ],
)
def test_what_cannot_be_read_is_kept_and_says_what_to_do(carla, name, content, told):
    intake = add_file(carla, name, content)
    page = carla.get(f"/desk/intake/{intake.pk}/").content.decode()
    assert told in page
    assert intakes.load_original(intake) == content
    assert intake.state == "waiting" and not intake.reading


def test_an_inner_address_is_kept_and_not_fetched(carla):
    carla.post(NEW, {"url": "http://168.63.129.16/latest"})
    intake = Intake.objects.get()
    assert (intake.url, intake.sha256) == ("http://168.63.129.16/latest", "")
    assert intake.problem == "fetch-refused"


def test_an_intake_killed_while_it_was_read_is_read_again(carla):
    intake = paste(carla)
    Intake.objects.update(reading=None)
    path = f"/desk/intake/{intake.pk}/"
    assert "Not read yet" in carla.get(path).content.decode()
    carla.post(f"{path}decide/", {"read": "1"})
    intake.refresh_from_db()
    assert intake.reading


def test_a_dismissal_needs_a_reason_and_can_be_taken_back(carla):
    intake = paste(carla)
    path = f"/desk/intake/{intake.pk}/"
    carla.post(f"{path}decide/", {"dismiss": "1", "reason": " "})
    assert Intake.objects.get().state == "waiting"
    carla.post(f"{path}decide/", {"dismiss": "1", "reason": "An advertisement"})
    assert Intake.objects.get().state == "dismissed"
    text = carla.get("/desk/intake/?state=dismissed").content.decode()
    assert "An advertisement" in text
    carla.post(f"{path}decide/", {"reopen": "1"})
    assert Intake.objects.get().state == "waiting" and Intake.objects.get().reading


def test_a_contributor_sees_only_their_own_intakes(carla):
    intake = paste(enter("anna", "editor"))
    for path in ("", "original/"):
        assert carla.get(f"/desk/intake/{intake.pk}/{path}").status_code == 404
    assert "Stadt kauft" not in carla.get("/desk/intake/").content.decode()
    assert (
        "Stadt kauft"
        not in (
            carla.get(f"/desk/intake/{paste(carla).pk}/")
            .content.decode()
            .partition('id="told"')[0]
            .partition('id="same"')[2]
        )
    )
    emil = enter("emil", "editor")
    assert "Stadt kauft" in emil.get("/desk/intake/").content.decode()


def test_administrators_and_readers_have_no_intake():
    assert enter("ada", "administrator").get("/desk/intake/").status_code == 403
    assert Client().get("/desk/intake/").status_code == 302


@pytest.mark.only_on_sqlite("the page")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "a.eml",
            f"Subject: Kameras am Tor\nFrom: a@b.example\nDate: x\n\n{PAGE[20:]}",
        ),
        (
            "a.html",
            f"<html><body><h1>Kameras am Tor</h1><p>{PAGE * 3}</p></body></html>",
        ),
        ("a.txt", f"Medienmitteilung\nKameras am Tor\n{PAGE[20:]}"),
    ],
)
def test_a_list_calls_a_file_by_its_headline(carla, name, content):
    add_file(carla, name, content.encode())
    page = carla.get("/desk/intake/").content.decode()
    assert ">Kameras am Tor</a>" in page and name not in page


def test_the_former_import_page_leads_into_the_intake(carla):
    answer = carla.get("/desk/admin/archive/article/import/")
    assert (answer.status_code, answer.url) == (302, NEW)


@pytest.mark.parametrize("sent", [{}, {"text": "A", "url": "https://a.example/"}])
def test_a_form_with_nothing_or_several_things_is_refused(carla, sent):
    answer = carla.post(NEW, sent)
    assert answer.status_code == 400 and "errorlist" in answer.content.decode()
    assert not Intake.objects.exists()


def test_the_database_refuses_a_dismissal_without_a_reason(carla):
    paste(carla)
    with pytest.raises(IntegrityError), transaction.atomic():
        Intake.objects.update(state="dismissed", reading=None)


def list_rows(article):
    return [(a.family, a.given, a.literal) for a in article.authors.all()]


@pytest.mark.only_on_sqlite("the page")
def test_authors_are_proposed_and_saved_as_the_editor_confirmed_them(carla):
    text = PAGE.replace("Von Anna Beispiel", "Von Anna von Beispiel und Ai Weiwei")
    path = f"/desk/intake/{paste(carla, text).pk}/"
    shown = fields(carla.get(path))
    assert shown["authors-0-family"] == "Beispiel"
    assert shown["authors-0-dropping_particle"] == "von"
    assert (shown["authors-1-family"], shown["authors-1-given"]) == ("Ai", "Weiwei")
    carla.post(path, {**shown, "authors-0-given": "Annette", "authors-2-literal": "dj"})
    assert list_rows(Article.objects.get()) == [
        ("Beispiel", "Annette", ""),
        ("Ai", "Weiwei", ""),
        ("", "", "dj"),
    ]


@pytest.mark.only_on_sqlite("the page")
def test_an_emptied_row_is_no_author(carla):
    path = f"/desk/intake/{paste(carla).pk}/"
    shown = fields(carla.get(path))
    carla.post(path, {**shown, "authors-0-family": "", "authors-0-given": ""})
    assert list_rows(Article.objects.get()) == []


@pytest.mark.only_on_sqlite("the page")
def test_authors_of_another_byline_are_not_saved_unseen(carla):
    path = f"/desk/intake/{paste(carla).pk}/"
    carla.post(path, {**fields(carla.get(path)), "byline": "Von Ben Muster"})
    assert list_rows(Article.objects.get()) == []


def test_a_row_with_parts_and_a_whole_name_is_refused_and_stays(carla):
    path = f"/desk/intake/{paste(carla).pk}/"
    shown = fields(carla.get(path))
    answer = carla.post(path, {**shown, "title": "Neu", "authors-0-literal": "dpa"})
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "Enter the parts of a name or the whole name, not both." in text
    assert 'value="Neu"' in text and 'value="dpa"' in text
    assert not Article.objects.exists()


def confirm(client, text=PAGE):
    path = f"/desk/intake/{paste(client, text).pk}/"
    client.post(path, fields(client.get(path)))
    return Article.objects.latest("pk")


COPY = PAGE.replace("Stadt kauft Kameras", "Kameras für die Stadt").replace(
    "20. Februar", "25. Februar"
)


def test_an_article_with_nearly_the_same_text_is_shown_before_saving(carla):
    article = confirm(carla)
    copied = paste(carla, COPY)
    text = carla.get(f"/desk/intake/{copied.pk}/").content.decode()
    assert "Almost the same text" in text
    assert article.id_code_display in text and "100 %" in text


@pytest.mark.only_on_sqlite("the page")
def test_articles_of_other_weeks_and_other_texts_are_not_shown(carla):
    confirm(carla)
    later = paste(carla, COPY.replace("2019", "2021"))
    other = paste(carla, COPY.replace("Kameras", "Bäume").replace("sollen", "werden"))
    for intake in (later, other):
        text = carla.get(f"/desk/intake/{intake.pk}/").content.decode()
        assert "Almost the same text" not in text


def test_a_contributor_learns_nothing_of_a_draft_of_somebody_else(carla):
    confirm(carla)
    ben = enter("ben", "contributor")
    copied = paste(ben, COPY)
    text = ben.get(f"/desk/intake/{copied.pk}/").content.decode()
    assert "Almost the same text" not in text
    seen = enter("eva", "editor").get(f"/desk/intake/{copied.pk}/").content.decode()
    assert "Almost the same text" in seen


TOLD = PAGE.replace("20. Februar 2019", "Gestern, 14:30 Uhr")


def test_a_paste_that_says_yesterday_asks_for_the_day_that_it_was_said(carla):
    path = f"/desk/intake/{paste(carla, TOLD).pk}/"
    page = carla.get(path)
    told = page.content.decode()
    assert (
        "dates itself “Gestern, 14:30 Uhr”" in told and "We found no date" not in told
    )
    typed = "Gestern, 14:30 Uhr (2019-02-20)"
    carla.post(path, {**fields(page), "date": typed})
    assert Article.objects.get().date == "2019-02-19"


def test_a_fetched_page_that_says_yesterday_is_dated_from_its_day(carla):
    intake = paste(carla, TOLD)
    intake.reading["fetched_on"] = "2019-02-20"
    intake.save()
    path = f"/desk/intake/{intake.pk}/"
    page = carla.get(path)
    assert fields(page)["date"] == "2019-02-19"
    assert "on the day when we fetched the page" in page.content.decode()
    answer = carla.post(path, {**fields(page), "date": "gestern"})
    told = answer.content.decode()
    assert answer.status_code == 400 and "can be 2019-02-19 or 20" in told
