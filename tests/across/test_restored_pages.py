"""After a restore, 200 pages and 50 searches answer the same bytes."""

import re
from itertools import islice

import pytest
from django.core.management import call_command
from django.test import Client

from archive.models import Entry, Region, Tag
from tests.demonstration import load_whole_demonstration

pytestmark = pytest.mark.django_db(transaction=True)

LISTS = ("", "regions", "timeline", "articles", "photos", "sources", "events", "tags")
WORDS = (
    "Xinjiang Überwachung camera police Kamera 监控 Polizei social credit Huawei "
    "report Gesicht face database app DNA Uyghur Kashgar Bericht 人脸 System China "
    "data Daten Urumqi"
).split()
# How long a search took, and the padding behind it.
VARIES = re.compile(rb"searched in [\d,.]+ m?s|<!-- *-->\s*$")


def list_addresses():
    entries = list(Entry.objects.public().order_by("pk"))
    pages = [f"/{part}/".replace("//", "/") for part in LISTS]
    pages += [f"/entries/{entry.id_code}.json" for entry in entries[:50]]
    pages += [entry.get_absolute_url() for entry in entries[:100]]
    pages += [f"/regions/{r.code}/" for r in Region.objects.order_by("pk")[:25]]
    tags = islice(Tag.objects.filter(merged_into=None).order_by("pk"), 25)
    pages += [f"/tags/{tag.scheme}/{tag.slug}/" for tag in tags]
    searches = [f"/search/?q={word}" for word in WORDS]
    return pages, [*searches, *(f"{search}&sort=date" for search in searches)]


def read_answers(addresses):
    client, found = Client(), {}
    for address in addresses:
        answer = client.get(address)
        body = answer.getvalue()
        found[address] = answer.status_code, VARIES.sub(b"", body)
    return found


def test_pages_and_searches_answer_the_same_bytes(settings, tmp_path, make_once):
    settings.VAR = tmp_path
    make_once(load_whole_demonstration)
    pages, searches = list_addresses()
    assert len(pages) >= 200 and len(searches) >= 50
    before = read_answers(pages + searches)
    assert {status for status, _body in before.values()} == {200}
    call_command("backup", str(tmp_path / "backup"))
    call_command("flush", interactive=False, verbosity=0)
    assert Client().get(pages[20]).status_code == 404
    call_command("restore", str(tmp_path / "backup"))
    after = read_answers(before)
    assert [address for address in before if before[address] != after[address]] == []
