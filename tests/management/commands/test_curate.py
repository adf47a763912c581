"""`curate`: the seed as an editor leaves it, and files that cannot be applied."""

import json
from hashlib import sha256

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from archive.editorial import correct
from archive.models import (
    Article,
    Entry,
    Photo,
    Revision,
    User,
)
from tests.vocabulary import load_tested_vocabulary

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]
CURATION = settings.BASE_DIR / "fixtures" / "curation" / "seed.json"
PAGE = """Ein Titel
20.2.2019
Es ist ein Satz über die Stadt Beispielheim und ihre Kamras.
Und noch ein Satz, der etwas länger ist als der erste Satz davor.
Ein Platz in der Stadt.
Foto: dpa
"""
DIGEST = sha256(PAGE.encode()).hexdigest()


@pytest.fixture(scope="module")
def vocabulary(stand):
    stand(load_tested_vocabulary)


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(PAGE, "utf-8")
    call_command("import_text", str(path), publish=True)
    return Article.objects.get()


def apply(tmp_path, *, by=None, **data):
    """Apply a curation with `data`."""
    file = tmp_path / "curation.json"
    file.write_text(json.dumps({"sha256": DIGEST, **data}), "utf-8")
    call_command("curate", str(file), by=by)


def refused(tmp_path, **data):
    """The message of a curation that changed nothing."""
    before = Entry.objects.count(), Revision.objects.count()
    with pytest.raises(CommandError) as caught:
        apply(tmp_path, **data)
    assert caught.value.returncode == 2
    assert (Entry.objects.count(), Revision.objects.count()) == before
    return str(caught.value)


@pytest.mark.only_on_sqlite("messages")
@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"sha256": "0" * 64}, "is not here: import it first"),
        ({"sha256": "abc"}, "64 hexadecimal"),
        ({"colour": "red"}, "“colour” is not known here"),
        ({"tags": "theme/x"}, "“tags” must be a list"),
        ({"tags": ["theme/nothing"]}, "there is no tag theme/nothing"),
        ({"regions": [["XX-99", "about"]]}, "there is no region XX-99"),
        ({"regions": [["CN", "seen"]]}, "no role “seen”"),
        ({"regions": ["CN"]}, "pairs"),
        ({"photo_regions": {"c7": [["CN", "shown"]]}}, "no caption with this anchor"),
        ({"photo_dates": "some day"}, "isn't a date we know"),
        ({"photo_dates": "yesterday"}, "depends on the day it was written"),
        ({"capture": {"captured": "soon"}}, "isn't a date we know"),
        (
            {"emendations": [{"where": "p9", "wrong": "a", "right": "b", "why": "c"}]},
            "no passage or caption “p9”",
        ),
        (
            {
                "emendations": [
                    {"where": "p1", "wrong": "Zug", "right": "b", "why": "c"}
                ]
            },
            "“Zug” occurs 0 times in p1",
        ),
        ({"emendations": [{"where": "p1"}]}, "“wrong” is missing"),
        ({"cites": [{"source": "x", "relation": "quotes"}]}, "no source “x”"),
        (
            {"sources": [{"key": "a", "title": "A", "source_kind": "rumour"}]},
            "source_kind",
        ),
        (
            {
                "sources": [
                    {
                        "key": "a",
                        "title": "A",
                        "source_kind": "leak",
                        "reliability": "Z",
                    }
                ]
            },
            "reliability: Value 'Z' is not a valid choice",
        ),
        (
            {
                "sources": [
                    {
                        "key": "a",
                        "title": "A",
                        "source_kind": "leak",
                        "derived_from": ["a"],
                    }
                ]
            },
            "can't rely on itself",
        ),
        (
            {"events": [{"key": "e", "title": "E", "date": "soon"}]},
            "isn't a date we know",
        ),
        (
            {"events": [{"key": "e", "title": "E", "evidence": ["q"]}]},
            "no evidence “q”",
        ),
    ],
)
def test_a_wrong_file_is_told_and_changes_nothing(page, tmp_path, data, message):
    good = {"events": [{"key": "good", "title": "Good"}]}
    assert message in refused(tmp_path, **{**good, **data})


def test_every_problem_is_told_at_once(page, tmp_path):
    message = refused(tmp_path, tags=["theme/a", "theme/b"], regions=[["Q", "about"]])
    assert message.count("\n- ") == 3


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff"])
def test_what_is_no_json_object_is_told(tmp_path, content):
    file = tmp_path / "curation.json"
    file.write_bytes(content)
    with pytest.raises(CommandError, match="JSON"):
        call_command("curate", str(file))


def test_a_cycle_of_sources_is_refused(page, tmp_path):
    sources = [
        {"key": a, "title": a, "source_kind": "leak", "derived_from": [b]}
        for a, b in (("a", "b"), ("b", "a"))
    ]
    assert "can't rely on itself" in refused(tmp_path, sources=sources)


def test_a_draft_stays_a_draft_with_all_that_is_added(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(PAGE, "utf-8")
    call_command("import_text", str(path))
    apply(tmp_path, tags=["theme/privacy"], events=[{"key": "e", "title": "E"}])
    assert set(Entry.objects.values_list("status", flat=True)) == {"draft"}


def test_what_an_editor_gave_before_is_kept_and_told(page, tmp_path, capsys):
    Photo.objects.update(reading="Ein Markt in der Stadt.")
    photo = Photo.objects.get()
    photo.date = "2019"
    photo.save()
    emended = {"where": "c1", "wrong": "Platz", "right": "Ort", "why": "Misprint"}
    apply(tmp_path, photo_dates="2018", emendations=[emended])
    told = capsys.readouterr().out
    assert "an editor's date 2019 was kept" in told
    assert "an editor's reading of caption was kept" in told
    assert Photo.objects.get().date == "2019"


def test_a_site_with_a_publisher_wants_a_signature(page, tmp_path):
    dora, anna = User.objects.create_user("dora"), User.objects.create_user("anna")
    dora.groups.add(Group.objects.get_or_create(name="publisher")[0])
    data = {"regions": [["CN", "about"]]}
    assert "--by" in refused(tmp_path, **data)
    assert "is not a publisher" in refused(tmp_path, by=anna.username, **data)
    assert "There is no account" in refused(tmp_path, by="nobody", **data)
    apply(tmp_path, by="dora", **data)
    last = page.revisions.order_by("-number")[:2]
    assert [(r.verb, r.by.username) for r in last] == [
        ("publish", "dora"),
        ("curate", "curation"),
    ]


def test_a_correction_under_way_is_not_overtaken(page, tmp_path):
    correct(page, None)
    assert "under way" in refused(tmp_path, regions=[["CN", "about"]])
