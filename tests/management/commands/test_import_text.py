"""`import_text`: what it keeps, tells and refuses."""

import stat
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from archive.importers import originals
from archive.importers.articles import plain_text
from archive.models import (
    Article,
    Capture,
    Entry,
    ImportedFile,
    ImportRun,
    Photo,
    Revision,
    User,
)

pytestmark = pytest.mark.django_db
PAGE = "Ein Titel\n20.2.2019\nEs ist ein Satz über die Stadt.\nUnd noch ein Satz.\n"


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(PAGE, "utf-8")
    return path


def refused(*arguments, code=2, **options):
    """The message of a refused import, which saved nothing."""
    before = Entry.objects.count(), ImportRun.objects.count()
    with pytest.raises(CommandError) as caught:
        call_command("import_text", *map(str, arguments), **options)
    assert caught.value.returncode == code
    assert (Entry.objects.count(), ImportRun.objects.count()) == before
    return str(caught.value)


def test_the_seed_becomes_an_article_and_thirteen_photos(seed):
    call_command("import_text", str(seed), publish=True)
    assert (Article.objects.count(), Photo.objects.count()) == (1, 13)
    assert Entry.objects.public().count() == 14
    title = "He Junning, Direktor der Sozialkreditbehörde, erklärt das System"
    assert Photo.objects.order_by("pk")[6].title == title
    assert not Photo.objects.exclude(date="").exists()


def test_the_original_is_kept_for_its_owner_only(page):
    call_command("import_text", str(page))
    article, capture = Article.objects.get(), Capture.objects.get()
    assert capture.entry_id == article.pk
    assert (capture.size, capture.sha256) == (len(page.read_bytes()), article.sha256)
    assert capture.file.name == article.original_file.name
    with article.original_file.open() as file:
        assert file.read() == page.read_bytes()
    kept = originals.originals_folder() / article.sha256
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


def test_several_files_are_all_or_nothing(page, tmp_path):
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"a\0b")
    assert "bad.txt" in refused(page, bad)
    other = tmp_path / "other.txt"
    other.write_text(PAGE.replace("Titel", "Name"), "utf-8")
    call_command("import_text", str(page), str(other))
    assert ImportRun.objects.get().entries.count() == 2


def test_a_failure_while_saving_leaves_no_record_and_no_file(page, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(PAGE, "utf-8")
    assert "there already" in refused(page, other)
    assert list(originals.originals_folder().iterdir()) == []


def test_a_file_that_is_there_is_told_and_refused_unless_again(page):
    call_command("import_text", str(page))
    message = refused(page)
    assert Article.objects.get().id_code_display in message
    assert "--again" in message
    call_command("import_text", str(page), again=True)
    assert Article.objects.count() == 2
    assert len(list(originals.originals_folder().iterdir())) == 1


def test_publishing_is_signed_by_the_system_user(page):
    call_command("import_text", str(page), publish=True)
    rows = Revision.objects.order_by("number").values_list("verb", "by__username")
    assert list(rows) == [("import", "import"), ("publish", "import")]
    assert not User.objects.get(username="import").has_usable_password()


def test_publishing_is_refused_once_there_is_a_publisher(page):
    dora = User.objects.create_user("dora")
    dora.groups.add(Group.objects.get_or_create(name="publisher")[0])
    assert "publisher" in refused(page, publish=True)
    call_command("import_text", str(page))
    assert Article.objects.get().status == "draft"


def test_a_file_that_is_missing_is_told(tmp_path):
    assert "No such file" in refused(tmp_path / "nothing.txt")


def test_a_damaged_copy_stops_the_import(page):
    call_command("import_text", str(page))
    kept = originals.originals_folder() / Article.objects.get().sha256
    kept.write_bytes(b"else")
    assert "damaged" in refused(page, again=True, code=1)


def test_no_more_of_a_huge_file_is_read_than_a_page_may_have(tmp_path):
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(50_000_000)
    assert "5 MB" in refused(huge)


def test_the_help_has_an_example(capsys):
    with pytest.raises(SystemExit):
        call_command("import_text", "--help")
    words = " ".join(capsys.readouterr().out.split())  # however wide the terminal is
    assert "Example: manage.py import_text" in words


def test_text_for_editors_keeps_its_captions_for_them_too(tmp_path, settings):
    settings.TEXT_ACCESS = "editors"
    page = tmp_path / "page.txt"
    page.write_text(PAGE + "Ein Platz in der Stadt.\nFoto: dpa\n", "utf-8")
    call_command("import_text", str(page), publish=True)
    assert Article.objects.get().text_access == "editors"
    assert not Photo.objects.public().exists()
    assert ImportRun.objects.get().importer == plain_text.PLAIN_TEXT_IMPORTER


def test_a_dry_run_tells_and_saves_nothing(page, capsys):
    call_command("import_text", str(page), dry_run=True)
    assert "line 2, date: 20.2.2019" in capsys.readouterr().out
    assert not Entry.objects.exists()
    assert list(originals.originals_folder().iterdir()) == []


def test_a_run_says_what_became_of_each_line_without_its_words(page):
    call_command("import_text", str(page))
    file = ImportedFile.objects.get()
    assert file.run.importer == "plaintext"
    told = [(row["line"], row["is"], row["anchor"]) for row in file.outcome]
    assert told == [
        (1, "title", ""),
        (2, "date", ""),
        (3, "paragraph", "p1"),
        (4, "paragraph", "p2"),
    ]
    assert "Satz" not in str(file.outcome)


def test_an_address_that_is_there_is_told_and_refused(tmp_path):
    for name, address in (("a", "https://News.example/1?utm_source=x"), ("b", "")):
        text = f"{address or 'https://news.example/1'}\nTitel {name}\n{PAGE}"
        (tmp_path / name).write_text(text, "utf-8")
    call_command("import_text", str(tmp_path / "a"))
    assert Article.objects.get().original_url == "https://news.example/1"
    assert "This address is there already" in refused(tmp_path / "b")


WEB_PAGE = """<!DOCTYPE html><html lang="de"><head><meta charset="{charset}">
<script type="application/ld+json">{{"@type": "NewsArticle",
"headline": "Stadt kauft Kameras für die ganze Strasse", "datePublished": "2019-02-20",
"author": [{{"name": "Anna Muster"}}, {{"name": "Ben Beispiel"}}]}}</script></head>
<body><nav><a href="/">Alle Themen der Zeitung</a></nav><article>
<h1>Stadt kauft Kameras für die ganze Strasse</h1>
<figure><img src="a.jpg"><figcaption>Eine Kamera an einem Mast.
<span class="credit">Bild: dpa</span></figcaption></figure>
<p>Die Stadt hat neue Kameras gekauft, wie am Mittwoch bekannt wurde, und stellt sie
auf.</p><p>Sie sollen an jeder Kreuzung stehen und alles aufzeichnen, was dort
geschieht.</p></article></body></html>"""


@pytest.mark.only_on_sqlite("files")
@pytest.mark.only_on_sqlite("files")
@pytest.mark.parametrize(
    ("name", "charset"),
    [("page.html", "utf-8"), ("page.txt", "utf-8"), ("page", "iso-8859-1")],
)
def test_a_web_page_is_imported_whatever_its_file_is_called(tmp_path, name, charset):
    content = WEB_PAGE.format(charset=charset).encode(charset)
    path = tmp_path / name
    path.write_bytes(content)
    printed = StringIO()
    call_command("import_text", str(path), stdout=printed)
    out = printed.getvalue()
    article = Article.objects.get()
    assert article.title == "Stadt kauft Kameras für die ganze Strasse"
    assert (article.byline, article.date) == ("Anna Muster, Ben Beispiel", "2019-02-20")
    assert (article.status, article.language) == ("draft", "de-CH")
    photo = article.photos.get()
    assert (photo.caption, photo.credit_line) == (
        "Eine Kamera an einem Mast.",
        "Bild: dpa",
    )
    assert [p.kind for p in article.passages.all()] == ["paragraph", "paragraph"]
    assert Path(article.original_file.path).read_bytes() == content
    capture = article.captures.get()
    assert (capture.media_type, capture.method) == ("text/html", "imported web page")
    assert "(from the page's main heading)" in out
    assert "(from the page's data for search engines (JSON-LD))" in out


@pytest.mark.only_on_sqlite("the file")
def test_a_web_page_without_text_is_told_and_nothing_is_saved(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(b"<html><head><title>x</title></head><body></body></html>")
    assert "no text in this file" in refused(path)
