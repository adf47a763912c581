"""`undo_import`: a run is taken back as a whole."""

import json
from hashlib import sha256

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from archive import editorial
from archive.editorial import INTEGRITY_CHECKS
from archive.importers import originals
from archive.models import (
    Article,
    Capture,
    Entry,
    Event,
    Evidence,
    ImportRun,
    Narrative,
    NarrativeStep,
    Passage,
    Placement,
    Revision,
    Source,
    User,
)
from tests.factories import make_event, make_user

pytestmark = pytest.mark.django_db


def curate(tmp_path):
    """Add a source and an event to the page's article."""
    file = tmp_path / "curation.json"
    source = {"key": "s", "title": "S", "source_kind": "document"}
    event = {"key": "e", "title": "E", "evidence": ["article#p1", "s"]}
    cites = [{"source": "s", "relation": "reports", "passage": "p1"}]
    data = {"sources": [source], "events": [event], "cites": cites}
    digest = sha256((tmp_path / "page.txt").read_bytes()).hexdigest()
    file.write_text(json.dumps({"sha256": digest, **data}), "utf-8")
    call_command("curate", str(file))


def refused(run, **options):
    """The message of an undoing that changed nothing."""
    before = list(Entry.objects.order_by("pk").values_list("pk", "status"))
    with pytest.raises(CommandError) as caught:
        call_command("undo_import", run, **options)
    assert caught.value.returncode == 2
    assert list(Entry.objects.order_by("pk").values_list("pk", "status")) == before
    return str(caught.value)


def test_drafts_are_removed_with_all_that_hangs_on_them(page, tmp_path):
    call_command("import_text", str(page))
    curate(tmp_path)
    run = ImportRun.objects.get()
    assert run.entries.count() == 4
    call_command("undo_import", run.pk)
    for model in (Entry, Passage, Placement, Revision, Evidence):
        assert not model.objects.exists()
    assert list(originals.originals_folder().iterdir()) == []
    run.refresh_from_db()
    assert run.undone_at and run.undone_reason
    call_command("import_text", str(page))
    assert Article.objects.count() == 1


def test_what_was_public_is_withdrawn_with_the_reason_and_kept(page, tmp_path):
    call_command("import_text", str(page), publish=True)
    curate(tmp_path)
    call_command("undo_import", ImportRun.objects.get().pk, reason="The wrong page.")
    rows = Entry.objects.values_list("kind", "status", "withdrawal_reason")
    assert {row[1:] for row in rows} == {("withdrawn", "The wrong page.")}
    assert {row[0] for row in rows} == {"article", "photo", "source", "event"}
    assert len(list(originals.originals_folder().iterdir())) == 1
    assert Article.objects.get().revisions.last().verb == "withdraw"


def test_a_draft_that_a_public_entry_rests_on_is_put_away(page, tmp_path):
    call_command("import_text", str(page), publish=True)
    curate(tmp_path)
    Source.objects.update(status="draft", first_published_at=None)
    call_command("undo_import", ImportRun.objects.get().pk)
    source = Source.objects.get()
    assert (source.status, source.first_published_at) == ("withdrawn", None)
    assert source.revisions.last().verb == "discard"
    assert not Entry.objects.public().exists()


def test_a_run_that_others_use_is_not_undone(page):
    call_command("import_text", str(page))
    event = make_event(title="Another event")
    Evidence.objects.create(event=event, entry=Article.objects.get())
    assert "Another event" in refused(ImportRun.objects.get().pk)
    Event.objects.all().delete()
    call_command("undo_import", ImportRun.objects.get().pk)


def test_a_run_is_undone_once(page):
    call_command("import_text", str(page))
    run = ImportRun.objects.get().pk
    call_command("undo_import", run)
    assert "was undone on" in refused(run)
    assert "no run 999" in refused(999)


def test_a_file_that_another_run_keeps_stays(page):
    call_command("import_text", str(page))
    call_command("import_text", str(page), again=True)
    call_command("undo_import", ImportRun.objects.order_by("pk")[0].pk)
    assert len(list(originals.originals_folder().iterdir())) == 1


def test_a_site_with_a_publisher_wants_a_signature(page):
    call_command("import_text", str(page), publish=True)
    dora, anna = User.objects.create_user("dora"), User.objects.create_user("anna")
    dora.groups.add(Group.objects.get_or_create(name="publisher")[0])
    run = ImportRun.objects.get().pk
    assert "--by" in refused(run)
    assert "is not a publisher" in refused(run, by=anna.username)
    assert "There is no account" in refused(run, by="nobody")
    assert "Say why" in refused(run, reason=" ")
    call_command("undo_import", run, by="dora")
    assert Revision.objects.filter(verb="withdraw", by=dora).count() == 2


def test_the_runs_are_listed(page, capsys):
    call_command("import_text", str(page))
    capsys.readouterr()
    call_command("undo_import")
    assert "page.txt" in capsys.readouterr().out


def edit(entry, by):
    """A colleague saves an entry at the desk."""
    entry.summary = "Two hours of work."
    entry.save()
    editorial.record_edit(entry, by)


def correct(entry, by):
    editorial.publish(entry, None)
    editorial.correct(entry, by)


def capture(entry, by):
    copy = Capture(external_url="https://copy.example/", method="a web archive")
    editorial.add_capture(entry, by, copy)


def put_into_story_trail(entry, by):
    trail = Narrative.objects.create(title="A story trail")
    NarrativeStep.objects.create(narrative=trail, position=1, entry=entry)
    editorial.record_creation(trail, by)


LATER_WORK = {
    edit: "edit by anna on 20",
    correct: "correct by anna on 20",
    capture: "capture by anna on 20",
    editorial.submit: "submit by anna on 20",
    put_into_story_trail: "used by story trail",
}


def find_states_that_differ():
    checks = ("revisions", "narratives", "publications", "states", "captures")
    return [found for name in checks for found in INTEGRITY_CHECKS[name]()]


@pytest.mark.parametrize("work", LATER_WORK)
def test_later_work_of_people_is_named_and_kept_with_its_history(page, work):
    call_command("import_text", str(page))
    article = Article.objects.get()
    work(article, make_user("anna", "editor"))
    revisions = article.revisions.count()
    run = ImportRun.objects.get()
    message = refused(run.pk)
    assert LATER_WORK[work] in message and article.id_code_display in message
    assert "--keep-changed" in message and "Nothing was undone" in message
    call_command("undo_import", run.pk, keep_changed=True)
    assert Article.objects.get(pk=article.pk).revisions.count() == revisions
    assert Placement.objects.filter(article=article).count() == 1  # with its photo
    assert find_states_that_differ() == []


def test_the_rest_of_a_run_is_undone_beside_what_people_changed(page, tmp_path, capsys):
    other = tmp_path / "other.txt"
    other.write_text(
        "Ein anderer Titel\n20.2.2020\nEin Satz über die Stadt.\n", "utf-8"
    )
    call_command("import_text", str(page), str(other))
    changed = Article.objects.get(title="Ein Titel")
    edit(changed, make_user("anna", "editor"))
    call_command("undo_import", ImportRun.objects.get().pk, keep_changed=True)
    assert [article.title for article in Article.objects.all()] == ["Ein Titel"]
    printed = capsys.readouterr().out
    assert f"kept: article {changed.id_code_display}" in printed
    assert "removed: article" in printed
    assert find_states_that_differ() == []


def test_a_photo_that_people_changed_outlives_its_article(page):
    call_command("import_text", str(page))
    edit(Entry.objects.get(kind="photo"), make_user("anna", "editor"))
    call_command("undo_import", ImportRun.objects.get().pk, keep_changed=True)
    assert [entry.kind for entry in Entry.objects.all()] == ["photo"]
    assert find_states_that_differ() == []


def test_what_people_discarded_themselves_stays_and_stops_nothing(page):
    call_command("import_text", str(page))
    article, anna = Article.objects.get(), make_user("anna", "editor")
    edit(article, anna)
    editorial.discard(article, anna)
    call_command("undo_import", ImportRun.objects.get().pk)
    assert Article.objects.get().revisions.filter(verb="edit", by=anna).exists()
    assert find_states_that_differ() == []


def test_what_commands_did_since_is_no_work_of_people(page, tmp_path):
    call_command("import_text", str(page))
    curate(tmp_path)
    call_command("undo_import", ImportRun.objects.get().pk)
    assert not Entry.objects.exists()


def test_a_person_with_the_name_of_a_command_is_a_person(page):
    call_command("import_text", str(page))
    edit(Article.objects.get(), make_user("curation", "editor"))
    assert "edit by curation on 20" in refused(ImportRun.objects.get().pk)
