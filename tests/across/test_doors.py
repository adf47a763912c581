"""Doors × filters × hidden states × before and after the index worker × role.

What was public and indexed is hidden: at once it is behind no door, whatever filter is
asked for, though the index still holds it. Each address is first seen to give what is
public, so that a page which refuses the question proves nothing.
"""

from __future__ import annotations

import re
import shutil
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from archive import editorial
from archive.exports import LIST_FORMATS
from archive.models import (
    Citation,
    Entry,
    EntryRegion,
    OutboxRow,
    Region,
    Tag,
    Tagging,
)
from archive.search import process_outbox, reindex
from archive.text import idcodes
from tests.factories import make_article, make_event, make_photo, make_source, make_user
from tests.markup import SEARCH_TIME, read_file_text

pytestmark = pytest.mark.django_db
KINDS = ("article", "photo", "source", "event")
MAKERS = dict(
    zip(KINDS, (make_article, make_photo, make_source, make_event), strict=True)
)
STATES = (
    "draft",
    "in_review",
    "embargoed",
    "withdrawn",
    "withdrawn under embargo",
    "confidential",
)
SECRET = "geheimvogel"  # in the title of what is to be hidden
ALL, DATED, UNDATED = set(KINDS), {"article", "photo", "source"}, {"event"}
# What each filter finds, by kind; {source} is the id of a public source.
FILTERS = {
    "": ALL,
    "q=singvogel": ALL,
    "q=singvog*": ALL,
    'q="singvogel am tor"': ALL,
    "q=singvogel NEAR tor": ALL,
    "q=singvogel OR geheimvogel": ALL,
    "q=title:singvogel": ALL,
    "q=singvogel&expand=0": ALL,
    "kind=article&kind=event": {"article", "event"},
    "kind=-photo": ALL - {"photo"},
    "region=CN": ALL,
    "region=CN-XJ&role=about": ALL,
    "region=-DE": ALL,
    "tag=theme/watching": ALL,
    "tag=-theme/other": ALL,
    "language=de": ALL,
    "language=-en": ALL,
    "credit=dpa": {"photo"},
    "credit=-afp": ALL,
    "source={source}": ALL,
    "source=-{unknown}": ALL,
    "from=2019&to=2019": DATED,
    "undated=1": UNDATED,
    "sort=date": ALL,
    "sort=-date": ALL,
}
EVERYWHERE = (
    "/search/",
    "/timeline/",
    "/articles/",
    "/events/",
    "/feeds/search/",
    "/regions/CN-XJ/",
    "/tags/theme/watching/",
    "/search/export.csv",
)
FIRST = ("", "source={source}")
WORKER = ("before the worker", "after the worker")
# These tell that an entry was withdrawn, by its id.
TOMBSTONES = ("/changes/", "/feeds/changes/", "/feeds/changes/feed.json")
# Doors that share their question with one of those above.
OTHERS = (
    "/photos/",
    "/sources/",
    "/feeds/timeline/",
    "/feeds/latest/",
    "/feeds/regions/CN-XJ/",
    "/feeds/tags/theme/watching/",
    *TOMBSTONES,
    *(f"/search/export.{suffix}" for suffix in LIST_FORMATS if suffix != "csv"),
)
LISTED = {f"/{kind}s/": {kind} for kind in KINDS}


def title(kind, word):
    return f"Singvogel am Tor: {word} {kind}"


def public_and_secret():
    """Of each kind one that stays public, and one for each state it will be in."""
    china = Region.objects.create(code="CN", level="country", is_listed=True)
    place = Region.objects.create(
        code="CN-XJ", level="province", parent=china, is_listed=True
    )
    Region.objects.create(code="DE", level="country", is_listed=True)
    tag = Tag.objects.create(scheme="theme", slug="watching", is_listed=True)
    Tag.objects.create(scheme="theme", slug="other", is_listed=True)
    cited = _published(make_source(title="A report"))
    for kind, make in MAKERS.items():
        for word in ("offen", *STATES):
            word = word if word == "offen" else f"{SECRET} {word}"
            more = {"credit_line": "Bild: dpa"} if kind == "photo" else {}
            entry = make(
                title=title(kind, word),
                language="de-CH",
                summary="Ein Singvogel.",
                date="" if kind == "event" else "2019-02-03",
                **more,
            )
            EntryRegion.objects.create(entry=entry, region=place)
            Tagging.objects.create(entry=entry, tag=tag)
            Citation.objects.create(entry=entry, source_id=cited.pk)
            _published(entry)
    reindex()
    OutboxRow.objects.all().delete()


def _published(entry):
    editorial.record_creation(entry, None)
    editorial.submit(entry, None)
    editorial.publish(entry, None)
    return entry


def hide():
    """Bring each secret entry into its state, as verbs and clock leave it."""
    later = timezone.now() + timedelta(days=1)
    changes = {
        "draft": {"status": "draft", "version": 0, "first_published_at": None},
        "in_review": {"status": "in_review", "version": 0, "first_published_at": None},
        "embargoed": {"embargo_until": later},
        "withdrawn": {"status": "withdrawn"},
        "withdrawn under embargo": {"status": "withdrawn", "embargo_until": later},
        "confidential": {"audience": "editors"},
    }
    for state, change in changes.items():
        ends = [f"{SECRET} {state} {kind}" for kind in KINDS]
        for end in ends:
            found = Entry.objects.filter(title__endswith=end)
            assert found.update(**change) == 1
    OutboxRow.objects.add(secret().values_list("pk", flat=True))


def secret():
    return Entry.objects.filter(title__contains=SECRET)


@pytest.fixture(scope="module")
def made_once(stand):
    return stand(public_and_secret)


@pytest.fixture(params=WORKER)
def worker(request):
    """Whether the index has learned what is hidden."""
    return request.param


@pytest.fixture
def hidden(worker, made_once, index, db, tmp_path):
    """What is to be hidden is; the index has learned it or has not."""
    shutil.copytree(made_once, tmp_path / "index")
    hide()
    if worker == "after the worker":
        process_outbox()
    return list(secret())


def take_half(questions, worker):
    """Every other one before the worker, the others after it. So each door is asked
    each filter once, and each door and each filter is asked in both states."""
    return [one for n, one in enumerate(questions) if n % 2 == WORKER.index(worker)]


def asked(filters):
    """(address, kinds of which it must give the public one)."""
    source = Entry.objects.get(title="A report").id_code
    names = {"source": source, "unknown": idcodes.new_id_code()}
    for doors, questions in ((EVERYWHERE, filters), (OTHERS, FIRST)):
        for door in doors:
            for question in questions:
                kinds = FILTERS[question] & LISTED.get(door, ALL)
                if "timeline" in door and "undated" not in question:
                    kinds = kinds & DATED
                if door == "/feeds/latest/":
                    question = ""
                if kinds:
                    yield f"{door}?{question.format(**names)}", kinds


def body(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return read_file_text(answer)


def faults(client, entries, asked):
    """Addresses that give what is hidden, or do not give what is public."""
    codes = [code for e in entries for code in (e.id_code, e.id_code_display)]
    for address, kinds in asked:
        text = body(client, address)
        # The word that was searched for stands in its box, title and links.
        said = re.sub(r"(?i)OR(\s|\+|%20)+geheimvogel", "", text)
        for kind in kinds:
            if f"offen {kind}" not in text:
                yield f"{address} does not give the public {kind}"
        told = list_tombstone_codes() if address.startswith(TOMBSTONES) else ()
        if SECRET in said or any(code in text for code in codes if code not in told):
            yield f"{address} gives what is hidden"


def list_tombstone_codes():
    """The ids of withdrawn entries that were public."""
    withdrawn = Entry.objects.withdrawn()
    return [code for e in withdrawn for code in (e.id_code, e.id_code_display)]


@pytest.mark.parametrize("role", ["", "publisher"])
def test_no_door_gives_what_is_hidden_whatever_filter_is_asked_for(
    hidden, worker, role
):
    client = Client()
    if role:
        client.force_login(make_user("somebody", role))
    # What a role sees may not depend on the filter: two of them are enough for each.
    halved = take_half(asked(FIRST if role else FILTERS), worker)
    found = list(faults(client, hidden, halved))
    assert found == [], "\n".join(found)


def test_a_search_counts_public_entries_only(client, hidden, worker):
    source = Entry.objects.get(title="A report").id_code
    names = {"source": source, "unknown": idcodes.new_id_code()}
    for question, kinds in take_half(FILTERS.items(), worker):
        answer = client.get(f"/search/?{question.format(**names)}")
        results = answer.context["results"]
        # The report itself is in no place, under no tag, undated, and cites nothing.
        is_there = question in (
            "",
            "kind=-photo",
            "region=-DE",
            "tag=-theme/other",
            "language=-en",
            "credit=-afp",
            "source=-{unknown}",
            "undated=1",
            "sort=date",
            "sort=-date",
        )
        assert results.total == len(kinds) + is_there, question
        for facet in results.facets:
            for value in facet.values:
                assert (value.count or 0) <= len(ALL) + 1, (question, value)


# On PostgreSQL each door once, with and without the sign in turn.
OTHER_SIGN = pytest.mark.only_on_sqlite("ids; the doors before and after it ask both")
SIGNED_DOORS = [
    pytest.param(door, sign, marks=[] if (place + is_other) % 2 else [OTHER_SIGN])
    for place, door in enumerate([*EVERYWHERE, "/search/cite/", "/feeds/timeline/"])
    for is_other, sign in enumerate(["", "-"])
]


@pytest.mark.parametrize(("door", "sign"), SIGNED_DOORS)
def test_a_hidden_source_asked_for_is_as_one_that_never_was(client, hidden, door, sign):
    never = idcodes.new_id_code()
    sources = [entry for entry in hidden if entry.kind == "source"]
    wanted = answer_without(client, door, sign, never)
    for source in sources:
        found = answer_without(client, door, sign, source.id_code)
        assert found == wanted, source.title


def answer_without(client, door, sign, code):
    """What a door answers to `?source=`, less the id that was asked for."""
    answer = client.get(door, {"source": f"{sign}{code}"})
    assert answer.status_code == 200
    text = read_file_text(answer)
    for written in (code, idcodes.format_id_code(code)):
        text = text.replace(written, "-")
    return re.sub(rf"{SEARCH_TIME}|<updated>[^<]*</updated>", "", text)
