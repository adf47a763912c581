"""What the real verbs do to hidden entries moves no public byte: not of the log, nor of
what is made from it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from archive import editorial
from archive.models import (
    Capture,
    Correction,
    Entry,
    EntryRegion,
    LogLeaf,
    Region,
    Tag,
    Tagging,
)
from archive.search import process_outbox
from archive.transparency import enter_lapsed_embargoes
from tests.factories import make_article, make_event, make_source

from .released import cast as cast
from .released import release
from .test_never_there import answers

pytestmark = pytest.mark.django_db


def publish_confidential(cast):
    source = release(make_source(title="Anna Muster", audience="editors"), cast)
    copy = editorial.correct(source, cast[0])
    Correction.objects.create(entry=copy, was_wrong="-", is_right="-")
    editorial.submit(copy, cast[0])
    editorial.publish(copy, cast[1])
    Capture.objects.create(entry=source, method="a copy", sha256="ab" * 32)


def publish_under_embargo(cast):
    later = timezone.now() + timedelta(days=1)
    release(make_event(title="Later", embargo_until=later), cast)


def withdraw_under_embargo(cast):
    later = timezone.now() + timedelta(days=1)
    entry = release(make_event(title="Never", embargo_until=later), cast)
    editorial.withdraw(entry, cast[1], "Asked for.")


def withdraw_confidential(cast):
    entry = release(make_article(title="Secret", audience="editors"), cast)
    editorial.withdraw(entry, cast[1], "Asked for.")


def write_draft(cast):
    draft = make_article(title="A draft")
    editorial.record_creation(draft, cast[0])
    region = Region.objects.create(code="CN-XJ", level="province")
    EntryRegion.objects.create(entry=draft, region=region)
    Tagging.objects.create(
        entry=draft, tag=Tag.objects.create(scheme="theme", slug="only-drafts")
    )
    editorial.submit(draft, cast[0])


def correct_without_publishing(cast):
    public = Entry.objects.public().earliest("pk")
    copy = editorial.correct(public, cast[0])
    Entry.objects.filter(pk=copy.pk).update(title="Not yet")
    editorial.record_edit(copy, cast[0])


def preview_draft(cast):
    draft = make_event(title="A preview")
    editorial.record_creation(draft, cast[0])


HIDDEN = (
    publish_confidential,
    publish_under_embargo,
    withdraw_under_embargo,
    withdraw_confidential,
    write_draft,
    correct_without_publishing,
    preview_draft,
)


@pytest.mark.parametrize("hide", HIDDEN)
def test_hidden_work_moves_no_public_byte(client, cast, hide):
    first = release(make_article(title="Public"), cast)
    release(make_event(title="Public too"), cast)
    process_outbox()
    place = f"/entries/{first.id_code}/v1"
    record = LogLeaf.objects.get(index=0).statement.partition('"record_sha256":"')[2]
    asked = [
        "/log/checkpoint",
        "/log/tile/0/000.p/2",
        "/log/tile/entries/000.p/2",
        "/about/integrity/",
        f"/about/integrity/?hash={record[:64]}",
        "/feeds/latest/",
        f"{place}/",
        f"{place}/record.json",
        f"{place}/record.tlog-proof",
        f"/entries/{first.id_code}/history/",
    ]
    before = answers(client, asked)
    assert {status for status, _headers, _body in before.values()} == {200}
    hide(cast)
    process_outbox()
    enter_lapsed_embargoes()
    after = answers(client, asked)
    assert [address for address in asked if before[address] != after[address]] == []
    assert client.get("/log/tile/0/000.p/3").status_code == 404


def test_what_readers_can_see_does_move_them(client, cast):
    release(make_article(title="Public"), cast)
    before = answers(client, ["/log/checkpoint"])
    release(make_event(title="Public too"), cast)
    assert answers(client, ["/log/checkpoint"]) != before
