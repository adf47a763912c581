"""Hidden means hidden: a canary word in every hidden text, on every door."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver, resolve, reverse
from django.utils import timezone

from archive import baskets, batches, editorial
from archive.exports import ENTRY_FORMATS, LIST_FORMATS
from archive.filters import SearchFilters
from archive.importers import intakes
from archive.models import (
    Article,
    Capture,
    Citation,
    Entry,
    EntryRegion,
    ErrorReport,
    Narrative,
    NarrativeStep,
    OutboxRow,
    Passage,
    Region,
    Tag,
    Tagging,
    TagLabel,
)
from archive.search import process_outbox
from archive.text import idcodes
from tests.factories import make_article, make_event, make_photo, make_source, published
from tests.markup import read_file_text

pytestmark = pytest.mark.django_db

CANARY = "zwitscherkanari"
KEPT = sha256(CANARY.encode()).hexdigest()
STATES = (
    "draft",
    "in_review",
    "embargoed",
    "withdrawn",
    "withdrawn under embargo",
    "confidential",
)
# Files whose names hold a hash, and what nothing public here has.
UNANSWERED = {"entry-capture", "font", "timestamp", "timestamp-head"}
UNANSWERED |= {"region-picture", "timeline-picture"}  # `PLACES` has them
# What a route needs to be asked for, beside the parts of its address.
SIDES = "?a.region=CN-XJ&b.tag=theme/surveillance"
QUERIES = dict.fromkeys(("compare", "compare-cite", "compare-file"), SIDES)
MAKERS = (make_article, make_photo, make_source, make_event)


def in_state(maker, state):
    """An entry full of canaries in one hidden state."""
    entry = maker(title=f"{CANARY} {state}", summary=f"{CANARY} summary")
    if state == "in_review":
        entry.status = "in_review"
    elif state != "draft":
        published(entry)
    if "embargo" in state:
        entry.embargo_until = timezone.now() + timedelta(days=1)
    if state.startswith("withdrawn"):
        entry.status = "withdrawn"
        entry.withdrawal_reason = "Asked for by the person named."
    if state == "confidential":
        entry.audience = "editors"
    entry.save()
    return entry


def captured(entry, audience):
    """A file full of canaries beside the entry."""
    folder = Path(settings.MEDIA_ROOT) / "originals"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / KEPT).write_text(CANARY)
    Capture.objects.create(
        entry=entry,
        method=CANARY if audience == "public" else "a scan",
        media_type="application/pdf",
        size=len(CANARY),
        sha256=KEPT,
        file=f"originals/{KEPT}",
        audience=audience,
    )


def hide():
    """One hidden entry per state and kind, tied to a place, a tag and an article."""
    region = Region.objects.create(code="CN-XJ", level="province", is_listed=True)
    tag = Tag.objects.create(scheme="theme", slug="surveillance", is_listed=True)
    TagLabel.objects.create(tag=tag, language="en", label="plain", is_preferred=True)
    shown = published(make_article(title="Shown to everybody"))
    Passage.objects.create(
        article=shown, anchor="p90", position=90, verbatim=CANARY, audience="editors"
    )
    Passage.objects.create(
        article=shown,
        anchor="p91",
        position=91,
        kind="boilerplate",
        verbatim=CANARY,
        left_out_because="a teaser",
    )
    entries = [in_state(m, s) for m, s in itertools.product(MAKERS, STATES)]
    kept = Article.objects.create(
        title="Kept for editors",
        lead=CANARY,
        text_access="editors",
        status="published",
        version=1,
        first_published_at=timezone.now(),
    )
    captured(kept, "editors")
    captured(shown, "editors")
    for entry in entries:
        captured(entry, "public")
        ErrorReport.objects.create(
            entry=entry, version=1, text="A word of a reader.", stamp=entry.id_code
        )
        EntryRegion.objects.create(entry=entry, region=region)
        Tagging.objects.create(entry=entry, tag=tag)
        if entry.kind == "source":
            Citation.objects.create(entry=shown, source=entry)
    for make in MAKERS:
        one = make(title=f"Open to everybody {make.__name__}")
        editorial.record_creation(one, None)
        editorial.submit(one, None)
        editorial.publish(one, None)
    _narratives(shown, entries)
    _bring_intakes()
    OutboxRow.objects.add([shown.pk, *(e.pk for e in entries)])
    process_outbox()
    return shown, entries


@pytest.fixture(scope="module")
def made_once(stand):
    """(What is public, what is hidden), and the folder of their index."""
    made = []
    folder = stand(lambda: made.extend(hide()))
    return made, folder


@pytest.fixture
def hidden(made_once, index, db, tmp_path):
    """The same, with index and files of this test's own."""
    (shown, entries), folder = made_once
    shutil.copytree(folder, tmp_path / "index")
    shutil.copytree(folder.parent / "media", tmp_path / "media")
    return shown, entries


def _bring_intakes():
    """One that waits, one that was dismissed."""
    for number in (1, 2):
        text = f"{CANARY} {number}\n{CANARY} is what the page says, at some length.\n"
        intake = intakes.receive_file(f"{CANARY}.txt", text.encode(), None)
        intakes.read_intake(intake)
    editorial.dismiss_intake(intake, None, CANARY)


def _narratives(shown, entries):
    """A draft, and a public path whose steps but one lead to hidden entries."""
    Narrative.objects.create(title=CANARY, summary=CANARY)
    path = Narrative.objects.create(title="A path for everybody")
    for number, entry in enumerate([shown, *entries], start=1):
        NarrativeStep.objects.create(
            narrative=path,
            position=number,
            entry=entry,
            note="" if number == 1 else CANARY,
        )
    editorial.record_creation(path, None)
    Narrative.objects.filter(pk=path.pk).update(
        status="published", version=1, first_published_at=timezone.now()
    )
    path.revisions.update(public_version=1)


def routes() -> Iterator[tuple[str, URLPattern]]:
    """Every named route of the readers' pages."""
    _prefix, archive = get_resolver().namespace_dict["archive"]
    for pattern in archive.url_patterns:
        assert isinstance(pattern, URLPattern), f"{pattern} hides routes from this test"
        assert pattern.name, f"{pattern} has no name"
        yield pattern.name, pattern


def choose_entries(entries, number) -> list[Entry]:
    """Of one entry a kind and state, in the order of `hide`, one of each state, of
    another kind for each next number: over four numbers all of them."""
    states = len(STATES)
    return [
        entry
        for place, entry in enumerate(entries)
        if (place // states - place % states - number) % len(MAKERS) == 0
    ]


def addresses(entries, in_turn=()) -> Iterator[str]:
    """Every route with everything that can be asked of it about `entries`; of those
    `in_turn`, which are as `hide` makes them, each route about an entry alone, and of a
    route with more to choose each state and each kind for each choice of it."""
    several = [*entries, *in_turn]
    batch = batches.submit_batch([(1, CANARY[:6] + "*")], SearchFilters(), "en", [])
    batches.search_next_slice()
    values = {
        "key": [batch.key, *ErrorReport.objects.values_list("key", flat=True)],
        "list_key": [
            baskets.save_basket(baskets.build_contents(e.id_code for e in several))
        ],
        "slug": ["-", "surveillance"],
        "code": ["CN-XJ"],
        "scheme": ["theme"],
        "suffix": [*(ENTRY_FORMATS | LIST_FORMATS), "svg", "png"],
        "topic": ["search", "counts", "confidence", "privacy"],
        "number": [1, 2],
        "old": [1],
        "new": [1, 2],
        "narrative": Narrative.objects.values_list("id_code", flat=True),
        "address": [f"entries/{e.id_code}" for e in several],
        "sha256": [KEPT],
        "level": ["0"],
        "place": ["000.p/4"],
        "facet": ["region", "tag", "kind"],
        "font": ["fonts.0123456789ab.css"],
        "sheet": ["archive.0123456789ab.css"],
    }
    for name, pattern in routes():
        names = [n for n in pattern.pattern.converters if n != "id_code"]
        unknown = set(names) - set(values)
        assert not unknown, f"say here how to fill {unknown} of route {name}"
        choices = list(itertools.product(*(values[n] for n in names)))
        for number, filled in enumerate(choices):
            given = dict(zip(names, filled, strict=True))
            if "id_code" not in pattern.pattern.converters:
                yield reverse(f"archive:{name}", kwargs=given) + QUERIES.get(name, "")
                continue
            chosen = choose_entries(in_turn, number) if len(choices) > 3 else in_turn
            for entry in (*entries, *chosen):
                named = {"id_code": entry.id_code, **given}
                yield reverse(f"archive:{name}", kwargs=named)


def test_no_door_shows_a_hidden_text(client, hidden):
    kept = Article.objects.get(text_access="editors")
    public = Entry.objects.filter(title__startswith="Open to everybody")
    asked = 0
    answered = set()
    for address in addresses([kept, hidden[0], *public], hidden[1]):
        response = client.get(address, follow=True)
        if response.status_code == 200:
            steps = [address, *(step for step, _status in response.redirect_chain)]
            answered |= {resolve(urlsplit(step).path).url_name for step in steps}
        body = b"".join(response) if response.streaming else response.content
        assert CANARY.encode() not in body.lower(), address
        assert all(CANARY not in str(v).lower() for v in response.headers.values())
        assert response.status_code < 500, address
        asked += 1
    assert asked > 100
    # A route that never answers would show nothing, hidden or not.
    silent = {name for name, _pattern in routes()} - answered
    assert silent == UNANSWERED, " ".join(sorted(silent))


@pytest.mark.parametrize(
    "query",
    [CANARY, f'"{CANARY} summary"', f"{CANARY[:6]}*", f"plain OR {CANARY}", "draft"],
)
def test_no_query_finds_or_counts_a_hidden_entry(client, hidden, query):
    response = client.get("/search/", {"q": query})
    text = response.content.decode()
    for entry in hidden[1]:
        assert entry.id_code not in text


@pytest.mark.parametrize("suffix", list(LIST_FORMATS))
@pytest.mark.parametrize("query", ["", CANARY, f"{CANARY[:6]}*", "plain"])
def test_no_file_of_a_search_holds_a_hidden_entry(client, hidden, suffix, query):
    response = client.get(f"/search/export.{suffix}", {"q": query})
    text = read_file_text(response)
    assert response.status_code == 200
    assert CANARY not in text.lower()
    for entry in hidden[1]:
        assert entry.id_code not in text and entry.id_code_display not in text


@pytest.mark.parametrize("name", ["", "ris", "bibtex", "csl-json", "mods.xml", "x"])
def test_no_reference_manager_is_given_a_hidden_entry(client, hidden, name):
    for entry in hidden[1]:
        answer = client.get("/unapi", {"id": entry.id_code, "format": name})
        assert CANARY not in answer.content.decode().lower()
        was_public = entry.status == "withdrawn" and entry.title.endswith("withdrawn")
        assert answer.status_code == (410 if was_public else 404)


def test_a_basket_tells_a_hidden_entry_from_none_by_nothing(client, hidden):
    unknown = idcodes.new_id_code()
    for entry in hidden[1]:
        was_public = entry.status == "withdrawn" and entry.title.endswith("withdrawn")
        answers = {}
        for code in (entry.id_code, unknown):
            page = client.get("/basket/", {"id": [hidden[0].id_code, code]})
            text = page.content.decode()
            answers[code] = text.replace(code, "-").replace(code.upper(), "-")
        assert CANARY not in answers[entry.id_code].lower()
        assert (answers[entry.id_code] == answers[unknown]) != was_public


@pytest.mark.parametrize("suffix", list(LIST_FORMATS))
def test_no_file_of_a_basket_holds_a_hidden_entry(client, hidden, suffix):
    ids = [entry.id_code for entry in (hidden[0], *hidden[1])]
    text = read_file_text(client.get(f"/basket/export.{suffix}", {"id": ids}))
    assert CANARY not in text.lower()
    for code in ids[1:]:
        assert code not in text and idcodes.format_id_code(code) not in text


def test_no_batch_counts_a_hidden_entry(hidden):
    texts = [CANARY, f"{CANARY[:6]}*", f'"{CANARY} summary"']
    batch = batches.submit_batch(list(enumerate(texts)), SearchFilters(), "en", [])
    batches.search_next_slice()
    assert list(batch.queries.values_list("total", flat=True)) == [0, 0, 0]


@pytest.mark.parametrize("path", ["/", "/regions/", "/regions/CN-XJ/", "/timeline/"])
def test_a_page_of_counts_links_no_hidden_entry(client, hidden, path):
    text = client.get(path).content.decode()
    for entry in hidden[1]:
        assert entry.id_code not in text


@pytest.mark.parametrize("state", STATES)
def test_a_hidden_entry_answers_410_only_where_it_was_public_once(
    client, hidden, state
):
    for entry in hidden[1]:
        if entry.title != f"{CANARY} {state}":
            continue
        status = client.get(entry.get_absolute_url(), follow=True).status_code
        assert status == (410 if state == "withdrawn" else 404), entry.kind
