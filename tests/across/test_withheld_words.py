"""Words that were withheld stand in no output of any version, whatever the field."""

from __future__ import annotations

import itertools
import re
import shutil

import pytest
from django.urls import reverse

from archive import baskets, batches, editorial
from archive.editorial import find_words, redact_words, restore_words
from archive.exports import ENTRY_FORMATS, LIST_FORMATS
from archive.filters import SearchFilters
from archive.models import Narrative, NarrativeStep, User
from archive.search import process_outbox
from tests.factories import make_user

from .everything import KINDS, ROWS, is_word, make_everything, value_of
from .test_hidden import routes

pytestmark = pytest.mark.django_db
# Rows of an entry whose words an editor or a reader wrote.
OWN_ROWS = ("passage", "placement", "citation", "evidence", "correction", "capture")
ENTRY_LINK = re.compile(r'href="/(articles|photos|sources|events)/[0-9a-z]{8}/')
NO_WORDS = ("left_out_because",)  # for editors


@pytest.fixture(scope="module")
def made_once(stand):
    made = {}

    def make():
        anna, dora = make_user("anna", "editor"), make_user("dora", "publisher")
        for account in (anna, dora):
            editorial.note_account(account, "A test.")
        made.update(make_everything(anna, dora))
        trail = Narrative.objects.create(
            title="Trailtitlewort", summary="Trailsummarywort", language="en"
        )
        NarrativeStep.objects.create(
            narrative=trail,
            position=1,
            entry=made["article"],
            heading="Stepheadingwort",
            note="Stepnotewort",
        )
        editorial.record_creation(trail, anna)
        editorial.submit(trail, anna)
        editorial.publish(trail, dora)
        made["trail"] = trail

    return made, stand(make)


@pytest.fixture
def everything(made_once, index, db, tmp_path):
    made, folder = made_once
    shutil.copytree(folder, tmp_path / "index")
    if (folder.parent / "media").is_dir():
        shutil.copytree(folder.parent / "media", tmp_path / "media")
    return made


def words_by_record(made):
    """(Record, field, word) of every field in which an editor may write words."""
    models = {m._meta.model_name: m for m in (*KINDS.values(), *ROWS)}
    own = {**dict.fromkeys(KINDS), **dict.fromkeys(OWN_ROWS)}
    for name in own:
        record = made.get(name) or made["event" if name == "evidence" else "article"]
        for field in models[name]._meta.concrete_fields:
            value = str(value_of(models[name], field.name))
            is_withheld = is_word(field) and field.editable and "wort" in value
            if is_withheld and field.name not in NO_WORDS:
                yield record, f"{name}.{field.name}", value
    for word in ("Trailtitlewort", "Trailsummarywort", "Stepheadingwort"):
        yield made["trail"], word, word
    yield made["trail"], "note", "Stepnotewort"


def addresses(made):
    """Every route about these records, in every version and format."""
    entries = [made[kind] for kind in KINDS]
    batch = batches.submit_batch([(1, "wort")], SearchFilters(), "en", [])
    code = baskets.save_basket(baskets.build_contents(e.id_code for e in entries))
    values = {
        "key": [batch.key],
        "list_key": [code],
        "id_code": [entry.id_code for entry in entries],
        "slug": ["-"],
        "code": ["CN-650100"],
        "scheme": ["theme"],
        "suffix": list(ENTRY_FORMATS | LIST_FORMATS),
        "topic": ["search"],
        "number": [1, 2],
        "old": [1],
        "new": [2],
        "narrative": [made["trail"].id_code],
        "sha256": ["0" * 64],
        "facet": ["region", "tag"],
        "font": ["fonts.0123456789ab.css"],
        "place": [f"000.p/{size}" for size in range(1, 9)],
        "level": ["0"],
        "sheet": ["archive.0123456789ab.css"],
        "address": [f"entries/{entry.id_code}" for entry in entries],
    }
    for name, pattern in routes():
        names = list(pattern.pattern.converters)
        for filled in itertools.product(*(values[n] for n in names)):
            yield reverse(
                f"archive:{name}", kwargs=dict(zip(names, filled, strict=True))
            )


def read_all(client, made, queries):
    """The body of every answer, by address."""
    asked = [*addresses(made), *queries]
    bodies = {}
    for address in asked:
        answer = client.get(address, follow=True)
        body = b"".join(answer) if answer.streaming else answer.content
        assert answer.status_code < 500, address
        bodies[address] = body.decode("utf-8", "replace").casefold()
    return bodies


def test_no_output_has_a_withheld_word_and_all_come_back(client, everything):
    dora = User.objects.get(username="dora")
    found = list(words_by_record(everything))
    assert len(found) > 35
    before = read_all(client, everything, ())
    shown = {
        word
        for _record, _field, word in found
        if any(word.casefold() in body for body in before.values())
    }
    assert len(shown) > 30
    made = [
        redact_words(record, dora, word, "Asked for.") for record, _field, word in found
    ]
    process_outbox()
    after = read_all(client, everything, ())
    leaks = {
        (field, address)
        for _record, field, word in found
        for address, body in after.items()
        if word.casefold() in body
    }
    assert leaks == set()
    assert [find for _r, _f, word in found for find in find_words(word)] == []
    # What a reader types is given back; so the number of results is asked.
    for _record, field, word in found:
        page = client.get("/search/", {"q": f'"{word}"', "expand": "0"})
        assert not ENTRY_LINK.search(page.content.decode()), field
        quoted = client.get("/quotations/", {"q": f"{word} stands here now"})
        assert "/entries/" not in quoted.content.decode().partition("<main")[2], field
    assert find_problems() == []
    for one in reversed(made):
        restore_words(one, dora, "They agreed.")
    assert find_problems() == []
    assert {word for word in shown if not list(find_words(word))} == set()


def find_problems():
    checks = {n: c for n, c in editorial.INTEGRITY_CHECKS.items() if n != "files"}
    found = [one for check in checks.values() for one in check()]
    return [one for one in found if one.where != "log key"]  # of another test's folder
