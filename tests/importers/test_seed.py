"""The seed, entered right: what two commands yield from the file itself."""

import shutil

import pytest
from django.conf import settings
from django.core.management import call_command

from archive.filters import SearchFilters
from archive.models import (
    Article,
    Capture,
    Citation,
    Derivation,
    Entry,
    EntryRegion,
    Event,
    Evidence,
    Passage,
    Photo,
    Revision,
    Source,
    Tag,
)
from archive.search import drain, search

pytestmark = pytest.mark.django_db
CURATION = settings.BASE_DIR / "fixtures" / "curation" / "seed.json"


@pytest.fixture(scope="module")
def entered(seed, stand):
    """The seed, imported and curated as the two commands say; its index."""

    def enter():
        call_command("load_vocabulary")
        call_command("import_text", str(seed), publish=True)
        call_command("curate", str(CURATION))
        drain()

    return stand(enter)


@pytest.fixture
def curated(entered, index, tmp_path):
    """That seed, with an index of the test's own."""
    shutil.copytree(entered, tmp_path / "index")


def test_the_seed_is_entered_right(curated):
    article = Article.objects.get()
    assert (article.kicker, article.language) == ("Gesichtserkennung", "de-CH")
    assert (article.byline, article.date) == ("dj", "2019-02-20")
    assert article.title == "Datenbank zeigt Ausmass der chinesischen Massenüberwachung"
    assert article.lead and article.outlet is None
    kinds = list(article.passages.values_list("kind", flat=True))
    assert kinds == [
        *["paragraph"] * 3,
        "post",
        *["paragraph"] * 2,
        *["boilerplate"] * 12,
    ]
    post = article.passages.get(kind="post")
    assert post.language == "en" and "pic.twitter.com" in post.verbatim
    credits = list(article.placements.values_list("photo__credit_line", flat=True))
    assert credits == ["Bild: dpa"] * 12 + [""]
    series = "Digitale Überwachung: China schafft den «besseren Menschen»"
    assert {p.series_heading for p in article.placements.all()} == {series}


def test_the_seed_has_its_regions_and_dates(curated):
    tied = EntryRegion.objects.values_list("entry__kind", "region__code", "role")
    assert {row[1:] for row in tied if row[0] == "article"} == {
        ("CN-XJ", "about"),
        ("CN-HE", "about"),
    }
    shown = EntryRegion.objects.filter(entry__kind="photo", role="shown")
    anchors = shown.values_list("entry__photo__placements__anchor", "region__code")
    assert sorted(anchors) == [(f"c{n}", "CN-371082") for n in (1, 4, 5, 6, 8, 9)]
    assert shown[0].region.path == "CN/CN-SD/CN-371000/CN-371082/"
    assert set(Photo.objects.values_list("date", flat=True)) == {"[..2019-02-20]"}


def test_the_seed_has_its_emendations(curated):
    readings = dict(
        Passage.objects.exclude(reading="").values_list("anchor", "reading")
    )
    assert list(readings) == ["p2"] and "Sicherheitsforscher Victor" in readings["p2"]
    assert "Sicherheitsformer" in Passage.objects.get(anchor="p2").verbatim
    photos = Photo.objects.exclude(reading="").order_by("pk")
    found = [(p.placements.get().anchor, p.emendation) for p in photos]
    assert [anchor for anchor, _why in found] == ["c3", "c8", "c9"]
    assert all("→" in why for _anchor, why in found)
    assert "Bürgeramt von Rongcheng. He Junning meint" in photos[1].reading
    assert "brauchen. Sie meint" in photos[2].reading


def test_the_seed_has_its_sources_and_their_chain(curated):
    keys = {s.pk: s.import_key.partition("/")[2] for s in Source.objects.all()}
    assert set(keys.values()) == {
        "seed-gevers-post",
        "seed-gevers-ap-statement",
        "seed-sensenets-dataset",
        "seed-dpa-series",
    }
    chain = Derivation.objects.values_list("source", "origin")
    assert [(keys[a], keys[b]) for a, b in chain] == [
        ("seed-gevers-post", "seed-sensenets-dataset")
    ]
    rows = Citation.objects.filter(entry__kind="article")
    cited = rows.values_list("source", "relation", "passage__anchor", "quotation_exact")
    assert sorted((keys[pk], *rest) for pk, *rest in cited) == [
        ("seed-dpa-series", "shows", None, ""),
        ("seed-gevers-ap-statement", "quotes", "p2", "12-Jährigen"),
        ("seed-gevers-post", "is_based_on", "p5", ""),
        ("seed-gevers-post", "quotes", "p4", ""),
    ]
    assert Citation.objects.filter(entry__kind="photo").count() == 12
    assert not Source.objects.get(source_kind="dataset").held


def test_the_seed_has_its_events_with_their_evidence(curated):
    found = {
        event.import_key.partition("/")[2]: (
            event.date,
            sorted(event.entry_regions.values_list("region__code", "role")),
            list(event.evidence_rows.values_list("entry__kind", "passage__anchor")),
        )
        for event in Event.objects.all()
    }
    once, post = "[..2019-02-20]", ("source", None)
    assert found == {
        "seed-event-database-found": (
            once, [("CN-XJ", "about")], [("article", "p2"), post],
        ),
        "seed-event-location-records": (
            once, [("CN-XJ", "about")], [("article", "p4"), ("article", "p5"), post],
        ),
        "seed-event-debtors-app": (
            "../2019-02-20", [("CN-HE", "happened_in")], [("article", "p6")],
        ),
        "seed-event-points-system": (
            "2020", [("CN", "about")], [("article", None), ("photo", None)],
        ),
        "seed-event-pilots": (
            once, [("CN", "about"), ("CN-371082", "happened_in")],
            [("article", None), ("photo", None)],
        ),
    }  # fmt: skip
    assert (
        Evidence.objects.filter(entry__kind="photo").values("entry").distinct().count()
        == 1
    )


def test_the_seed_says_when_it_was_captured(curated):
    capture = Capture.objects.get()
    assert capture.captured == "2024-08-21/.."
    assert "21 August 2024" in capture.captured_note


@pytest.mark.parametrize(
    "words",
    [
        "Sicherheitsformer", "Sicherheitsforscher", "Sozialkedit", "Sozialkredit",
        "社会信用", "social credit", "Ausmaß", "Überwachung", "2565724", "2.565.724",
        "2,565,724", "2'565'724", "6680348", "6,680,348",
        "«2,5 Millionen»", "SenseNets",        "新疆", "Hebei",
    ],
)  # fmt: skip
def test_the_seed_is_found(curated, words):
    found = {hit.entry.pk for hit in search(SearchFilters(q=words)).hits}
    wanted = {Article.objects.get().pk}
    if words in ("Sozialkedit",):
        wanted = {Photo.objects.get(placements__anchor="c3").pk}
    assert wanted <= found


@pytest.mark.parametrize("words", ["Musk", "Gamescom", "Ping-Calls", "Trump"])
def test_what_was_left_out_of_the_seed_is_not_found(curated, words):
    assert search(SearchFilters(q=words)).total == 0


def test_everything_is_public_and_a_second_time_nothing_changes(curated, capsys):
    assert Entry.objects.public().count() == 1 + 13 + 4 + 5
    before = list(Revision.objects.values_list("pk", flat=True))
    capsys.readouterr()
    call_command("curate", str(CURATION))
    assert "nothing to change" in capsys.readouterr().out
    assert list(Revision.objects.values_list("pk", flat=True)) == before
    assert Article.objects.get().version == 2
    verbs = Article.objects.get().revisions.values_list("verb", "by__username")
    assert list(verbs) == [
        ("import", "import"),
        ("publish", "import"),
        ("curate", "curation"),
        ("publish", "curation"),
    ]


def test_the_labels_that_find_the_seed_stand_nowhere_in_its_text(curated):
    assert Tag.objects.filter(labels__label="社会信用").exists()
    assert not Passage.objects.filter(verbatim__contains="社会").exists()
