"""A site that holds hidden things answers as one that never had them, to the byte."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from archive import baskets, editorial
from archive.counting import (
    _tallies,
    find_tallies,
)
from archive.filters import (
    SearchFilters,
)
from archive.models import (
    Capture,
    Citation,
    Correction,
    Derivation,
    Entry,
    EntryRegion,
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
from archive.search import drain, reindex
from archive.text import idcodes
from tests.factories import make_article, make_event, make_photo, make_source, published

from .test_hidden import addresses

pytestmark = pytest.mark.django_db

WORDS = "Eight cameras watch the gate of the market"
STATES = ("draft", "in_review", "embargoed", "withdrawn under embargo", "confidential")
MAKERS = (make_article, make_photo, make_source, make_event)
# What differs from one answer to the next without anything hidden.
CHANGES = re.compile(
    rb'name="stamp" value="[^"]*"|searched in [\d,.]+ m?s|\d\d:\d\d UTC'
    rb"|<updated>[^<]*</updated></feed>"  # of an empty feed
)
TIMED = ("Content-Length",)  # it has the length of what changes
ASKED = (
    "/search/?q=cameras",
    "/search/?q=camer*&sort=newest",
    "/search/?q=camera+near+gate&kind=article",
    "/search/?q=&region=CN-XJ",
    "/search/?tag=theme:watching",
    "/search/?q=camra",
    "/search/export.csv?q=cameras",
    "/search/export.json?region=CN",
    "/search/cite/?q=cameras",
    "/timeline/?from=2018-01-01&to=2020-12-31",
    "/timeline/?region=CN-XJ",
    "/feeds/search/?q=cameras",
    "/regions/?find=urumchi",
    "/regions/CN-XX/",
    "/regions/XX-99/",
    f"/quotations/?q={WORDS.replace(' ', '+')}",
    "/unapi",
)


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
    TagLabel.objects.create(tag=tag, language="en", label="Watching", is_preferred=True)
    origin, report = (
        published(make_source(title=f"{n} report on cameras")) for n in ("An", "Its")
    )
    Derivation.objects.create(source=report, origin=origin)
    photo = published(make_photo(title="A camera", caption="A camera at the gate."))
    article = published(
        make_article(title="Cameras at the gate", date="2019-02", language="en")
    )
    Passage.objects.create(article=article, anchor="p1", position=1, verbatim=WORDS)
    Placement.objects.create(article=article, photo=photo, anchor="c1", position=1)
    Citation.objects.create(entry=article, source=report)
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
    place, tag = Region.objects.get(code="CN-XJ"), Tag.objects.get()
    made = []
    for code, (maker, state) in zip(
        codes, ((m, s) for m in MAKERS for s in STATES), strict=True
    ):
        entry = maker(
            id_code=code, title="Cameras at another gate", summary=WORDS,
            date="2019-02-03", language="en",
        )  # fmt: skip
        _brought(entry, state)
        _tied(entry, place, tag)
        made.append(entry)
    for one in made:
        _joined(one, article, photo, origin)
        Citation.objects.create(entry=one, source=report)
    _narrative("A path in secret", [article, *made])
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


def test_a_site_with_hidden_entries_answers_as_one_without(client, shown):
    codes = [idcodes.new_id_code() for _m in MAKERS for _s in STATES]
    # One of each state, and so of every kind; `test_hidden` walks all of them.
    some = codes[:: len(STATES) + 1] + codes[len(STATES) - 1 : len(STATES)]
    kept = baskets.save_basket(baskets.build_contents([shown[0].id_code, *codes]))
    unknown = [Entry(id_code=code) for code in some]
    asked = list(dict.fromkeys([*addresses([shown[0], *unknown]), *ASKED]))
    asked += [entry.get_absolute_url() for entry in shown]
    asked += [f"/basket/{kept}/", f"/basket/{kept}/export.csv"]
    asked += [f"/unapi?id={code}&format=ris" for code in codes]
    before = answers(client, asked)
    hide(shown, codes)
    editorial.correct(shown[0], None)
    OutboxRow.objects.add(Entry.objects.values_list("pk", flat=True))
    drain()
    after = answers(client, asked)
    assert [address for address in asked if before[address] != after[address]] == []
    assert sum(status == 200 for status, _headers, _body in after.values()) > 100


PLACES = (
    "/", "/regions/", "/regions/CN/", "/regions/CN-XJ/?role=happened_in",
    "/regions/CN-XJ/?kind=event", "/timeline/", "/timeline/?lanes=1",
    "/timeline/?from=2018&to=2020", "/timeline/?region=CN-XJ&from=2019-02&to=2019-02",
    "/timeline/?region=CN&tag=theme/watching", "/timeline/?undated=1",
    "/feeds/timeline/?region=CN", "/search/export.ics?region=CN", "/tags/",
    "/search/export.csv?from=2018&to=2020&sort=date",
)  # fmt: skip


def test_what_is_counted_in_advance_tells_of_no_hidden_entry(
    client, shown, monkeypatch
):
    monkeypatch.setattr(_tallies, "LEAST_ENTRIES", 0)
    assert find_tallies(SearchFilters())
    before = answers(client, PLACES)
    hide(shown, [idcodes.new_id_code() for _m in MAKERS for _s in STATES])
    OutboxRow.objects.add(Entry.objects.values_list("pk", flat=True))
    waiting = answers(client, PLACES)
    drain()
    for after in (waiting, answers(client, PLACES)):
        assert [path for path in PLACES if before[path] != after[path]] == []
    assert {status for status, _headers, _body in before.values()} == {200}
