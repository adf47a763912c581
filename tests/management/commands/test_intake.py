"""`manage.py intake` fills the intake from files and folders."""

import pytest
from django.core.management import CommandError, call_command

from archive.models import Entry, Intake
from tests.factories import make_user
from tests.importers.extraction.packed.test_packed_parts import pack_zip

pytestmark = pytest.mark.django_db
RIS = b"TY  - RPRT\nTI  - Cameras at School\nER  -\n"
TEXT = "Stadt kauft Kameras\n20. Februar 2019\nDie Stadt hat neue Kameras gekauft.\n"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "case"
    (folder / "page_files").mkdir(parents=True)
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "b.ris").write_bytes(RIS)
    (folder / "c.zip").write_bytes(pack_zip(("b.ris", RIS)))
    (folder / "page_files" / "style.txt").write_text("left out", "utf-8")
    (folder / ".hidden").write_text("left out", "utf-8")
    (folder / "link.txt").symlink_to(folder / "a.txt")
    return folder


def test_a_folder_becomes_intakes_that_wait_and_no_entries(folder, capsys):
    call_command("intake", str(folder))
    names = Intake.objects.order_by("pk").values_list("file_name", flat=True)
    assert list(names) == ["a.txt", "b.ris", "c.zip"]
    readings = [intake.reading["is"] for intake in Intake.objects.order_by("pk")]
    assert readings == ["text", "sources", "parts"]
    assert "Stadt kauft Kameras" in capsys.readouterr().out
    assert not Entry.objects.exists()


@pytest.mark.only_on_sqlite("the files")
def test_the_command_run_again_takes_only_what_is_new(folder, capsys):
    call_command("intake", str(folder))
    (folder / "d.txt").write_text(TEXT.replace("Stadt", "Gemeinde"), "utf-8")
    call_command("intake", str(folder))
    assert Intake.objects.count() == 4
    assert capsys.readouterr().out.count("there already") == 3


def test_what_is_brought_for_an_account_is_theirs(folder):
    carla = make_user("carla", "contributor")
    call_command("intake", str(folder / "a.txt"), "--as", "carla")
    assert Intake.objects.get().received_by == carla


@pytest.mark.parametrize("username", ["nobody", "retired", "reader"])
def test_an_account_that_may_not_write_brings_nothing(folder, username):
    make_user("reader")
    retired = make_user("retired", "editor")
    retired.is_active = False
    retired.save()
    with pytest.raises(CommandError) as caught:
        call_command("intake", str(folder), "--as", username)
    assert caught.value.returncode == 2
    assert not Intake.objects.exists()


def test_a_wrong_path_and_an_empty_file_are_told_and_the_others_taken(folder, capsys):
    (folder / "empty.txt").write_bytes(b"")
    with pytest.raises(CommandError, match="Not taken: 2") as caught:
        call_command("intake", str(folder / "nowhere.txt"), str(folder))
    assert caught.value.returncode == 2
    told = capsys.readouterr().err
    assert "nowhere.txt" in told and "empty.txt" in told
    assert Intake.objects.count() == 3


@pytest.mark.parametrize("problem", ["", "too-slow"])
def test_a_file_that_a_killed_command_kept_unread_is_read_the_next_time(
    folder, capsys, problem
):
    call_command("intake", str(folder / "a.txt"))
    Intake.objects.update(reading=None, problem=problem)
    call_command("intake", str(folder / "a.txt"))
    assert Intake.objects.get().reading["is"] == "text"
    assert "there already" not in capsys.readouterr().out
