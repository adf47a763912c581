"""The role of the public process (`docs/deploy/roles.sql`): it shows every page, takes
what readers send, and can do nothing else."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from archive.editorial import report_error
from archive.management.preparation import check_preparation
from archive.models import Entry, Narrative, Region, Tag

pytestmark = [pytest.mark.django_db, pytest.mark.only_on_postgresql]
ROLES = settings.BASE_DIR / "docs/deploy/roles.sql"
DESK = "archive_desksession archive_user mfa_authenticator archive_sealedtext".split()
READERS = "archive_errorreport archive_basket archive_batch archive_batchquery".split()


@pytest.fixture
def role(demonstration):
    """This connection as the public process has it, with the demonstration."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE archive_public LOGIN")
        cursor.execute(re.sub(r"(?m)--.*$", "", ROLES.read_text("utf-8")))
        cursor.execute("SET LOCAL ROLE archive_public")


def list_addresses():
    """Every sort of page that readers have."""
    yield from ("/", "/search/?q=camera", "/search/?kind=article", "/timeline/")
    yield from ("/regions/", "/tags/", "/about/", "/about/integrity/", "/corrections/")
    yield from ("/changes/", "/feeds/changes/feed.json")
    yield from ("/feeds/latest/", "/sitemap.xml", "/search/export.csv?q=camera")
    yield from ("/log/checkpoint", "/quotations/", "/search/batch/", "/narratives/")
    yield from (region.get_absolute_url() for region in Region.objects.all()[:3])
    yield from (f"/tags/{t.scheme}/{t.slug}/" for t in Tag.objects.all()[:3])
    yield from (f"/narratives/{n.id_code}/" for n in Narrative.objects.all()[:1])
    for kind in ("article", "photo", "source", "event"):
        entry = Entry.objects.public().filter(kind=kind).first()
        yield f"/{kind}s/"
        yield entry.get_absolute_url()
        base = f"/entries/{entry.id_code}"
        for part in ("/history/", "/v1/", "/v1/record.json", "/cite/", "/report/"):
            yield base + part
        for suffix in (".json", ".jsonld", ".bib", ".txt"):
            yield base + suffix


def test_its_process_starts(role, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "staticfiles.json").touch()
    check_preparation()


def test_every_page_needs_no_more_than_the_role_may(client, role):
    for address in list_addresses():
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        answer.getvalue()


def test_what_readers_send_arrives(client, role, settings):
    report = report_error(Entry.objects.public().first(), "A wrong date.", "a" * 64)
    assert client.get(f"/reports/{report.key}/").status_code == 200
    answer = client.post("/search/batch/", {"queries": "camera\npolice"})
    assert answer.status_code in (302, 303)
    assert client.get(answer.headers["Location"]).status_code == 200


def is_refused(statement):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return error.__cause__.sqlstate == "42501"  # insufficient privilege
    return False


@pytest.mark.parametrize("table", DESK)
def test_accounts_and_logins_cannot_be_read(role, table):
    assert is_refused(f"SELECT * FROM {table}")


def test_no_other_table_can_be_changed(role):
    tables = connection.introspection.table_names()
    assert len(tables) > 40
    granted = set()
    with connection.cursor() as cursor:
        for table in tables:
            for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE"):
                question = "SELECT has_table_privilege('archive_public', %s, %s)"
                cursor.execute(question, [table, right])
                if cursor.fetchone()[0]:
                    granted.add((table, right))
    wanted = {(table, "INSERT") for table in READERS}
    assert granted == wanted | {(table, "DELETE") for table in READERS[2:]}
    assert is_refused("UPDATE archive_entry SET title = 'forged'")
    assert is_refused("DELETE FROM archive_errorreport")
