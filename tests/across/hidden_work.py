"""What the desk does to entries and vocabularies that readers can't see, by the verbs,
commands and pages that editors use."""

from __future__ import annotations

from datetime import timedelta

from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from archive import editorial
from archive.models import (
    Capture,
    Correction,
    Entry,
    EntryRegion,
    ImportRun,
    Narrative,
    NarrativeStep,
    Region,
    RegionName,
    Tag,
    Tagging,
    TagLabel,
)
from archive.transparency import enter_lapsed_embargoes
from tests.factories import make_article, make_event, make_source

PAGE = """THEMA
Kameras am Tor von Nirgendwo
Von Clara Muster
20. Februar 2019
Niemand hat bisher von den Kameras am Tor von Nirgendwo berichtet, sagt das Archiv.
"""
SECRET_TAG, SECRET_PLACE = "theme/only-drafts", "CN-659900"
SECRET_NAMES = ("Geheimwache", "Nirgendwo")


def do_hidden_work(public, anna, dora, folder):
    """Everything below, in order; between, embargoes that are over are entered."""
    for work in HIDDEN_WORK:
        work(Entry.objects.get(pk=public.pk), anna, dora, folder)
        enter_lapsed_embargoes()


def release(entry, anna, dora):
    editorial.record_creation(entry, anna)
    editorial.submit(entry, anna)
    editorial.publish(entry, dora)
    return Entry.objects.get(pk=entry.pk)


def publish_confidential(public, anna, dora, folder):
    source = release(make_source(title="Anna Muster", audience="editors"), anna, dora)
    copy = editorial.correct(source, anna)
    Correction.objects.create(entry=copy, was_wrong="-", is_right="-")
    editorial.submit(copy, anna)
    editorial.publish(copy, dora)
    capture_copy(source, anna, "d" * 64)
    editorial.redact_words(source, dora, "Anna Muster", "Asked for.")


def publish_under_embargo(public, anna, dora, folder):
    later = timezone.now() + timedelta(days=1)
    event = release(make_event(title="Later", embargo_until=later), anna, dora)
    capture_copy(event, anna, "e" * 64)
    editorial.redact_words(event, dora, "Later", "Asked for.", pseudonym="Soon")


def withdraw_before_it_was_public(public, anna, dora, folder):
    later = timezone.now() + timedelta(days=1)
    event = release(make_event(title="Never", embargo_until=later), anna, dora)
    editorial.withdraw(event, dora, "Asked for.")
    secret = release(make_article(title="Secret", audience="editors"), anna, dora)
    editorial.withdraw(secret, dora, "Asked for.")


def capture_copy(entry, anna, sha256):
    copy = Capture(
        method="a copy",
        captured_note="Anna's own copy",
        media_type="application/pdf",
        size=7,
        sha256=sha256,
        file=f"originals/{sha256}",
        captured_at=timezone.now(),
    )
    editorial.add_capture(entry, anna, copy)


def capture_public_entry_again(public, anna, dora, folder):
    """Readers know already that there is a copy; another one adds nothing."""
    capture_copy(public, anna, "f" * 64)


def correct_without_publishing(public, anna, dora, folder):
    copy = editorial.correct(public, anna)
    Entry.objects.filter(pk=copy.pk).update(title="Not yet")
    editorial.record_edit(copy, anna)
    desk = Client()
    desk.force_login(anna)
    page = desk.get(f"/desk/preview/{copy.id_code}/")
    assert page.status_code == 200 and b"Not yet" in page.content
    editorial.discard(copy, anna, "Not needed.")


def import_and_undo(public, anna, dora, folder):
    path = folder / "page.txt"
    path.write_text(PAGE, "utf-8")
    call_command("import_text", str(path), verbosity=0)
    assert Entry.objects.filter(title__contains="Nirgendwo").exists()
    run = ImportRun.objects.latest("pk")
    editorial.undo_import_run(run, "By mistake.", dora)
    call_command("import_text", str(path), verbosity=0)


def make_vocabulary(public, anna, dora, folder):
    """A tag and regions for a draft and a confidential record; then they are renamed,
    moved, recoded and merged."""
    above = Region.objects.get(code="CN-XJ")
    place = make_region(SECRET_PLACE, SECRET_NAMES[1], above)
    other = make_region("CN-659901", "Nirgends", place)
    broader = Tag.objects.get(scheme="theme", slug="watching")
    tag = make_tag("only-drafts", SECRET_NAMES[0], broader)
    merged = make_tag("other-drafts", "Geheimdienstler", None)
    tag.related.add(broader)
    draft = make_article(title="A draft about it")
    editorial.record_creation(draft, anna)
    secret = release(make_source(title="Berta", audience="editors"), anna, dora)
    for entry in (draft, secret):
        for region in (place, other):
            EntryRegion.objects.create(entry=entry, region=region)
        Tagging.objects.create(entry=entry, tag=tag)
    for record in (place, other, tag):
        editorial.follow_vocabulary_change(record, None, "")
    TagLabel.objects.filter(tag=tag, is_preferred=False).update(label="Cameras")
    editorial.follow_vocabulary_change(tag, None, tag.path)
    editorial.recode_region(other, "CN-659902", None, "A slip.")
    editorial.merge_regions(other, above, None, "The same place.")
    merged.merged_into = broader
    merged.save()


def make_region(code, name, parent):
    region = Region.objects.create(
        code=code, level="county", parent=parent, latitude=44, longitude=87
    )
    RegionName.objects.create(
        region=region, language="en", name=name, folded="", is_preferred=True
    )
    RegionName.objects.create(region=region, language="de", name="Market")
    return region


def make_tag(slug, label, broader):
    tag = Tag.objects.create(scheme="theme", slug=slug, broader=broader)
    TagLabel.objects.create(tag=tag, language="en", label=label, is_preferred=True)
    TagLabel.objects.create(tag=tag, language="de", label="Market")
    return tag


def write_story_trail(public, anna, dora, folder):
    trail = Narrative.objects.create(title="A trail in secret", language="en")
    NarrativeStep.objects.create(narrative=trail, position=1, entry=public, note="x")
    editorial.record_creation(trail, anna)
    editorial.submit(trail, anna)


def type_without_saving(public, anna, dora, folder):
    page = f"/desk/{public.kind}s/{public.id_code}/"
    form = editorial.open_form(anna, page, public)
    editorial.keep_fields(form, {"title": "Never said", "lead": "Never said"}, {})


def review_without_publishing(public, anna, dora, folder):
    copy = editorial.correct(public, anna)
    editorial.assign_reviewer(copy, dora, anna)
    note = editorial.add_review_comment(
        copy, dora, "Never said", field="title", of_text="Never said"
    )
    editorial.resolve_review_comment(note, copy, anna)
    editorial.add_review_comment(copy, anna, "Not here either.")
    editorial.discard(copy, anna, "Not needed.")
    draft = make_event(title="Later still")
    editorial.record_creation(draft, anna)
    editorial.set_embargo(draft, timezone.now() + timedelta(days=2), anna)


HIDDEN_WORK = (
    type_without_saving,
    review_without_publishing,
    publish_confidential,
    publish_under_embargo,
    withdraw_before_it_was_public,
    capture_public_entry_again,
    correct_without_publishing,
    import_and_undo,
    make_vocabulary,
    write_story_trail,
)


def hold_copy(entry, sha256, note):
    """A copy of which readers learn only that there is one."""
    Capture.objects.create(
        entry=entry,
        method=note,
        captured_note=note,
        captured_at=timezone.now(),
        media_type="application/pdf",
        size=len(note),
        sha256=sha256,
        file=f"originals/{sha256}",
    )
