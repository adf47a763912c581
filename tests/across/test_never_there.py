"""A site that holds hidden things answers as one that never had them, to the byte."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from archive import baskets, editorial
from archive.models import (
    Article,
    Capture,
    Citation,
    Correction,
    Derivation,
    Entry,
    EntryRegion,
    EntryRelation,
    ErrorReport,
    FormerWord,
    LinkCheck,
    Narrative,
    NarrativeStep,
    OutboxRow,
    Passage,
    Placement,
    Region,
    RegionName,
    Tag,
    Tagging,
    TagLabel,
)
from archive.search import process_outbox, reindex
from archive.text import idcodes
from archive.transparency import enter_all_versions
from tests.across.test_hidden import addresses
from tests.factories import make_article, make_event, make_photo, make_source, published
from tests.markup import SEARCH_TIME

from . import table_doors
from .hidden_work import (
    SECRET_NAMES,
    SECRET_PLACE,
    SECRET_TAG,
    do_hidden_work,
    hold_copy,
)

pytestmark = pytest.mark.django_db

WORDS = "Eight cameras watch the gate of the market"
STATES = ("draft", "in_review", "embargoed", "withdrawn under embargo", "confidential")
MAKERS = (make_article, make_photo, make_source, make_event)
# What differs from one answer to the next without anything hidden.
CHANGES = re.compile(
    rb'name="stamp" value="[^"]*"|\d\d:\d\d UTC|'
    rb"<updated>[^<]*</updated></feed>|" + SEARCH_TIME.encode()  # of an empty feed
)
TIMED = ("Content-Length", "ETag")  # they tell of what changes
# Address and what it gives of what is public: one that refuses the question would
# equal itself. {article}, {report} and {unknown} are ids, the last one nobody's.
GIVES = {
    "/search/?q=cameras": "/cameras-at-the-gate/",
    "/search/?q=camer*&sort=date": "/cameras-at-the-gate/",
    "/search/?q=camera+NEAR+gate": "/a-camera/",
    "/search/?q=cameras&kind=article": "/cameras-at-the-gate/",
    "/search/?q=cameras&kind=-article": "/cameras-are-put-up/",
    "/search/?q=&region=CN-XJ": "/cameras-at-the-gate/",
    "/search/?region=CN&role=about": "/cameras-at-the-gate/",
    "/search/?region=CN-XJ&sort=-date": "/cameras-at-the-gate/",
    "/search/?tag=theme/watching": "/cameras-at-the-gate/",
    "/search/?tag=-theme/other": "/cameras-at-the-gate/",
    "/search/?source={report}": "/cameras-at-the-gate/",
    "/search/?source=-{unknown}": "/cameras-at-the-gate/",
    "/search/?credit=dpa": "/a-camera/",
    "/search/?credit=-afp": "/a-camera/",
    "/search/?language=en": "/cameras-at-the-gate/",
    "/search/?undated=1": "/an-report-on-cameras/",
    "/search/?from=2019-02&to=2019-02": "/cameras-at-the-gate/",
    "/search/?added=2000/..": "/cameras-at-the-gate/",
    "/articles/?added=2000/..&q=cameras": "Cameras at the gate",
    "/search/?q=cameras&expand=0": "/cameras-at-the-gate/",
    "/search/export.csv?q=cameras": "Cameras at the gate",
    "/search/export.json?region=CN": "Cameras at the gate",
    "/search/export.ris?source={report}": "Cameras at the gate",
    "/search/cite/?q=cameras": "5 results",
    "/regions/CN-XJ/cite/": "5 entries",
    **table_doors.GIVES,
    "/timeline/?from=2018-01-01&to=2020-12-31": "Cameras at the gate",
    "/timeline/?region=CN-XJ": "Cameras at the gate",
    "/timeline/?source={report}": "Cameras at the gate",
    "/timeline/?tag=theme/watching": "Cameras at the gate",
    "/articles/?source={report}": "Cameras at the gate",
    "/articles/?tag=theme/watching": "Cameras at the gate",
    "/photos/?credit=dpa": "/a-camera/",
    "/sources/?region=CN": "report on cameras",
    "/events/?from=2019&to=2019": "Cameras are put up",
    "/feeds/search/?q=cameras": "Cameras at the gate",
    "/feeds/search/?source={report}": "Cameras at the gate",
    "/feeds/timeline/?tag=theme/watching": "Cameras at the gate",
    "/feeds/regions/CN/": "Cameras at the gate",
    "/feeds/tags/theme/watching/": "Cameras at the gate",
    "/feeds/search/feed.json?q=cameras": "Cameras at the gate",
    "/changes/": "Cameras at the gate",
    "/changes/?region=CN&tag=theme/watching": "Cameras at the gate",
    "/changes/?q=cameras&added=2000/..&kind=article": "Cameras at the gate",
    "/changes/?change=added&source={report}": "Cameras at the gate",
    "/changes/?change=withdrawn": "No changes match",
    "/feeds/changes/": "Cameras at the gate",
    "/feeds/changes/feed.json?region=CN": "Cameras at the gate",
    "/regions/CN-XJ/?tag=theme/watching": "Cameras at the gate",
    "/regions/CN-XJ/?source={report}": "Xinjiang",
    "/regions/CN-XJ/?role=about": "Cameras at the gate",
    "/tags/theme/watching/?region=CN": "Cameras at the gate",
    f"/quotations/?q={WORDS.replace(' ', '+')}": "Cameras at the gate",
    "/basket/?id={article}": "Cameras at the gate",
    "/narratives/": "A path of cameras",
    "/unapi?id=/search/%3Fq%3Dcameras&format=ris": "5 results",
    "/unapi?id=/regions/CN-XJ/&format=bibtex": "5 entries",
    "/unapi?id=/compare/%3Fa.region%3DCN-XJ%26b.kind%3Dphoto&format=ris": "5 entries",
}
# What finds nothing, leads on or refuses, and has to do so in the same words.
OTHERS = {
    "/search/?q=camra": 200,
    "/regions/?find=xinjiang": 302,
    "/timeline/?tag=theme/watching&lanes=1": 200,
    "/regions/CN-XX/": 404,
    "/regions/XX-99/": 404,
    "/search/?tag=theme:watching": 400,
    "/search/?sort=newest": 400,
    "/search/?source={unknown}x": 400,
    "/unapi?id=x": 404,
    "/unapi?id=/narratives/{unknown}/a/&format=ris": 404,
    "/log/tile/0/000.p/6": 404,
}
TILES = tuple(f"/log/tile/{kind}/000.p/{n}" for kind in (0, "entries") for n in (1, 5))
LOG = ("/log/", "/log/checkpoint", "/feeds/log/", *TILES)
# Of tags and regions that only hidden entries have.
TERMS = {
    f"/tags/{SECRET_TAG}/": 404,
    "/tags/theme/other-drafts/": 404,
    f"/feeds/tags/{SECRET_TAG}/": 404,
    f"/search/?tag={SECRET_TAG}": 400,
    f"/timeline/?tag=-{SECRET_TAG}": 400,
    f"/changes/?tag={SECRET_TAG}": 400,
    **table_doors.TERMS,
    f"/feeds/changes/?region={SECRET_PLACE}": 400,
    f"/search/export.csv?tag={SECRET_TAG}": 400,
    f"/search/?region={SECRET_PLACE}": 400,
    "/search/?region=CN-659901": 400,
    f"/search/?q=tag:{SECRET_TAG}": 200,
    f"/unapi?id=/search/%3Ftag%3D{SECRET_TAG}": 404,
    f"/unapi?id=/regions/{SECRET_PLACE}/&format=ris": 404,
    f"/feeds/regions/{SECRET_PLACE}/": 404,
    "/search/?q=market": 200,
    "/timeline/?region=CN-XJ&lanes=1": 200,
    **{
        f"/regions/{code}/{page}": 404
        for code in (SECRET_PLACE, "CN-659901", "CN-659902", "659900", "CN-65990")
        for page in ("", "cite/", "map.svg")
    },
    **{
        path.format(name): 200
        for name in (*SECRET_NAMES, SECRET_PLACE, "Geheimwach")
        for path in (
            "/search/?q={}",
            "/search/?q=region:{}",
            "/search/?q=tag:{}+cameras",
            "/regions/?find={}",
            "/quotations/?q={}",
        )
    },
}


@pytest.fixture
def shown():
    """What is public, tied to everything."""
    china = Region.objects.create(
        code="CN", level="country", latitude=35, longitude=104
    )
    place = Region.objects.create(code="CN-XJ", level="province", parent=china)
    for region, name in ((china, "China"), (place, "Xinjiang")):
        RegionName.objects.create(
            region=region, language="en", name=name, is_preferred=True
        )
    tag = Tag.objects.create(scheme="theme", slug="watching")
    Tag.objects.create(scheme="theme", slug="other", is_listed=True)
    TagLabel.objects.create(tag=tag, language="en", label="Watching", is_preferred=True)
    origin, report = (
        published(make_source(title=f"{n} report on cameras")) for n in ("An", "Its")
    )
    Derivation.objects.create(source=report, origin=origin)
    photo = published(
        make_photo(
            title="A camera", caption="A camera at the gate.", credit_line="Bild: dpa"
        )
    )
    article = published(
        make_article(title="Cameras at the gate", date="2019-02", language="en")
    )
    Passage.objects.create(article=article, anchor="p1", position=1, verbatim=WORDS)
    table_doors.name_outlet(article)
    Placement.objects.create(article=article, photo=photo, anchor="c1", position=1)
    Citation.objects.create(entry=article, source=report)
    hold_copy(article, "a" * 64, "A copy")
    event = published(make_event(title="Cameras are put up", date="2019-01-12"))
    made = [article, photo, origin, report, event]
    for entry in made:
        EntryRegion.objects.create(entry=entry, region=place)
        Tagging.objects.create(entry=entry, tag=tag)
        editorial.record_revision(entry, "publish", None)
        entry.revisions.update(public_version=1)
    path = _narrative("A path of cameras", made)
    Narrative.objects.filter(pk=path.pk).update(
        status="published", version=1, first_published_at=timezone.now()
    )
    path.revisions.update(public_version=1)
    ErrorReport.objects.create(entry=article, version=1, text="A gate.", stamp="s")
    OutboxRow.objects.add([entry.pk for entry in made])
    reindex()
    assert sum(enter_all_versions()) == len(made)
    return made


def _narrative(title, entries):
    path = Narrative.objects.create(title=title, summary=WORDS, language="en")
    for number, entry in enumerate(entries, start=1):
        NarrativeStep.objects.create(
            narrative=path, position=number, entry=entry, note=WORDS
        )
    editorial.record_creation(path, None)
    return path


def hide(shown, codes):
    """An entry in each hidden state and kind, of the same words, tied to the same
    things, with every record that can hang on one."""
    article, photo, origin, report, _event = shown
    place, tag = Region.objects.get(code="CN-XJ"), Tag.objects.get(slug="watching")
    made = []
    for code, (maker, state) in zip(
        codes, ((m, s) for m in MAKERS for s in STATES), strict=True
    ):
        entry = maker(
            id_code=code,
            title="Cameras at another gate",
            summary=WORDS,
            date="2019-02-03",
            language="en",
            **({"credit_line": "Bild: dpa"} if maker is make_photo else {}),
        )
        _brought(entry, state)
        _tied(entry, place, tag)
        made.append(entry)
    for one in made:
        table_doors.name_outlet(one)
        _joined(one, article, photo, origin)
        Citation.objects.create(entry=one, source=report)
    _narrative("A path in secret", [article, *made])
    hold_copy(article, "b" * 64, WORDS)
    Article.objects.filter(pk=article.pk).update(
        original_file=f"originals/{'c' * 64}", sha256="c" * 64
    )
    return made


def _brought(entry, state):
    if state in ("embargoed", "withdrawn under embargo", "confidential"):
        published(entry)
    if "embargo" in state:
        entry.embargo_until = timezone.now() + timedelta(days=1)
    if state.startswith("withdrawn"):
        entry.status, entry.withdrawal_reason = "withdrawn", "Asked for."
    if state == "in_review":
        entry.status = "in_review"
    if state == "confidential":
        entry.audience = "editors"
    entry.save()


def _joined(one, article, photo, origin):
    EntryRelation.objects.create(entry=one, relation="denies", target=article)
    EntryRelation.objects.create(entry=article, relation="corrects", target=one)
    if one.kind == "source":
        Citation.objects.create(entry=article, source=one)
        Derivation.objects.create(source=one, origin=origin)
        Derivation.objects.create(source=origin, origin=one)
    if one.kind == "photo":
        Placement.objects.create(
            article=article, photo=one, anchor=f"c{one.pk}", position=one.pk
        )
    if one.kind == "article":
        Placement.objects.create(article=one, photo=photo, anchor="c1", position=1)


def _tied(entry, place, tag):
    EntryRegion.objects.create(entry=entry, region=place)
    Tagging.objects.create(entry=entry, tag=tag)
    editorial.record_revision(entry, "publish", None)
    if entry.version:
        entry.revisions.update(public_version=1)
    Correction.objects.create(entry=entry, was_wrong=WORDS, is_right=WORDS)
    Capture.objects.create(
        entry=entry, method="a copy", external_url="https://x.example/copy"
    )
    LinkCheck.objects.create(entry=entry, url="https://x.example/hidden", state="dead")
    ErrorReport.objects.create(entry=entry, version=1, text=WORDS, stamp=entry.id_code)
    FormerWord.objects.create(entry=entry, word="cameras")


def answers(client, asked):
    """Status, headers and body of each address."""
    found = {}
    for address in asked:
        response = client.get(address)
        body = b"".join(response) if response.streaming else response.content
        found[address] = (
            response.status_code,
            {k: v for k, v in response.headers.items() if k not in TIMED},
            CHANGES.sub(b"", body),
        )
    return found


def name_records(shown, codes=()):
    """What the addresses of `GIVES` and `OTHERS` name; the basket holds `codes` too."""
    contents = baskets.build_contents([shown[0].id_code, *codes])
    return {
        "article": shown[0].id_code,
        "report": shown[3].id_code,
        "unknown": idcodes.new_id_code(),
        "kept": baskets.save_basket(contents),
        "path": Narrative.objects.get().id_code,
    }


def test_a_site_with_hidden_entries_answers_as_one_without(
    client, shown, anna, dora, tmp_path
):
    codes = [idcodes.new_id_code() for _m in MAKERS for _s in STATES]
    # One of each state, and so of every kind; `test_hidden` walks all of them.
    some = codes[:: len(STATES) + 1] + codes[len(STATES) - 1 : len(STATES)]
    names = name_records(shown, codes)
    kept = names["kept"]
    unknown = [Entry(id_code=code) for code in some]
    gives = {path.format(**names): word for path, word in GIVES.items()}
    others = {path.format(**names): status for path, status in OTHERS.items()}
    walked = addresses([shown[0], *unknown])
    others |= TERMS
    asked = list(dict.fromkeys([*walked, *gives, *others, *LOG, "/unapi"]))
    asked += [entry.get_absolute_url() for entry in shown]
    asked += [f"/basket/{kept}/", f"/basket/{kept}/export.csv"]
    asked += [f"/unapi?id={code}&format=ris" for code in codes]
    before = answers(client, asked)
    silent = [
        (address, before[address][0])
        for address, word in gives.items()
        if word.encode() not in before[address][2] or before[address][0] != 200
    ]
    assert silent == [], str(silent)
    assert {path: before[path][0] for path in others} == others
    do_hidden_work(shown[0], anna, dora, tmp_path)
    hide(shown, codes)
    editorial.correct(shown[0], None)
    OutboxRow.objects.add(Entry.objects.values_list("pk", flat=True))
    # The index worker has not come yet.
    waiting = answers(client, [*TERMS, *LOG])
    assert [path for path in waiting if before[path] != waiting[path]] == []
    process_outbox()
    after = answers(client, asked)
    assert [address for address in asked if before[address] != after[address]] == []
    assert sum(status == 200 for status, _headers, _body in after.values()) > 100


PLACES = (
    "/",
    "/regions/",
    "/regions/picture.svg",
    "/regions/CN/picture.svg",
    "/timeline/picture.svg",
    "/regions/CN/",
    "/regions/CN-XJ/?role=happened_in",
    "/regions/CN-XJ/?kind=event",
    "/timeline/",
    "/timeline/?lanes=1",
    "/timeline/?from=2018&to=2020",
    "/timeline/?region=CN-XJ&from=2019-02&to=2019-02",
    "/timeline/?region=CN&tag=theme/watching",
    "/timeline/?undated=1",
    "/changes/?region=CN",
    *table_doors.PLACES,
    "/feeds/timeline/?region=CN",
    "/search/export.ics?region=CN",
    "/tags/",
    "/search/export.csv?from=2018&to=2020&sort=date",
)
