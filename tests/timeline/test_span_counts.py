"""Whatever is asked of the line, it counts what counting one by one counts."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.counting import CountedEntries
from archive.entry_queries import (
    QueryPlan,
    find_entries,
)
from archive.filters import (
    Choice,
    SearchFilters,
)
from archive.models import (
    SUBJECT_ROLES,
    EntryRegion,
    Region,
    Tag,
    Tagging,
)
from archive.text import dates
from archive.text.dates import counted_days
from archive.timeline import _page_selection, _timeline, build_timeline
from benchmarks.archives.invented_entries import invent_date
from tests.byhand import count_months
from tests.factories import make_article, make_event, make_photo, published

NUMBER = 90
REGIONS = ("CN", "CN-XJ", "DE")
ROLES = ("about", "happened_in", "published_in")
TAGS = ("theme/cameras", "theme/scores")
MAKERS = (make_article, make_event, make_photo)
LATER = datetime(2126, 1, 1, tzinfo=UTC)
ENDS = ("", "2013", "2016-02", "2019-02-11", "2019-02", "2019", "202X", "2024-12-31")


def state(number):
    """Most are public; some are not, not yet, or only just."""
    if number % 11 == 0:
        return {"status": "draft"}
    return {
        "embargo_until": LATER
        if number % 13 == 0
        else timezone.now() - timedelta(days=1)
        if number % 7 == 0
        else None
    }


@pytest.fixture
def archive(db):
    """Entries with what is known of them, so that they can be counted by hand."""
    chance = random.Random(4)
    regions = {"CN": Region.objects.create(code="CN", level="country")}
    regions["CN-XJ"] = Region.objects.create(
        code="CN-XJ", level="province", parent=regions["CN"]
    )
    regions["DE"] = Region.objects.create(code="DE", level="country")
    tags = {
        t: Tag.objects.create(scheme="theme", slug=t.partition("/")[2]) for t in TAGS
    }
    known = []
    for number in range(NUMBER):
        entry = chance.choice(MAKERS)(title=f"{number}", date=invent_date(chance))
        fields = state(number)
        if "status" not in fields:
            entry.embargo_until = fields["embargo_until"]
            published(entry)
        tied = chance.sample(REGIONS, chance.randint(0, 2))
        tagged = chance.sample(TAGS, chance.randint(0, 2))
        tied = {(code, chance.choice(ROLES)) for code in tied}
        for code, role in tied:
            EntryRegion.objects.create(entry=entry, region=regions[code], role=role)
        for key in tagged:
            Tagging.objects.create(entry=entry, tag=tags[key])
        known.append([entry, tied, set(tagged)])
    return known


def found(archive, chosen):
    """The public entries of a choice, one by one."""
    kind, region, role, tag, _begin, _end = chosen
    for entry, tied, tagged in archive:
        if entry.status != "published" or entry.embargo_until == LATER:
            continue
        places = {c for c, r in tied if r == role or (not role and r in SUBJECT_ROLES)}
        codes = {c for code in places for c in (code, code[:2])}
        is_of_kind = kind in ("", entry.kind)
        if is_of_kind and passes(region, codes) and passes(tag, tagged):
            yield entry


def passes(wanted, there):
    """Whether a value is among some, or with `-` in front is not."""
    if wanted.startswith("-"):
        return wanted[1:] not in there
    return not wanted or wanted in there


def span(entry):
    return counted_days(dates.parse_edtf(entry.date))


def in_order(entries):
    def place(entry):
        return (span(entry)[0], entry.date_latest, -entry.date_earliest, entry.pk)

    return sorted(entries, key=place)


CHOICES = st.tuples(
    st.sampled_from(["", "event", "article"]),
    st.sampled_from(["", "-DE", "-CN", *REGIONS]),
    st.sampled_from(["", *ROLES]),
    st.sampled_from(["", "-theme/scores", *TAGS]),
    st.sampled_from(ENDS),
    st.sampled_from(ENDS),
)


def choose(text):
    return (Choice.parse(text),) if text else ()


def check(archive, chosen, page, is_counted):
    kind, region, role, tag, begin, end = chosen
    first = dates.parse_edtf(begin) if begin else None
    last = dates.parse_edtf(end) if end else None
    if first and last and first.earliest > last.latest:
        return
    filters = SearchFilters(
        kinds=choose(kind),
        regions=choose(region),
        role=role,
        tags=choose(tag),
        date_from=first,
        date_to=last,
        page=page,
    )
    dateless = filters.with_changes(date_from=None, date_to=None)
    found_entries = find_entries(dateless)
    counted = count_months(found_entries) if is_counted else None
    view = build_timeline(filters, found_entries, counted)
    entries = list(found(archive, chosen))
    dated = [entry for entry in entries if entry.date]
    assert (view.dated, view.undated) == (len(dated), len(entries) - len(dated))
    touching = dated
    if view.window:
        touching = [e for e in dated if view.window.touches(*span(e))]
    assert view.touching == len(touching)
    start = (page - 1) * _timeline.ROWS_PER_PAGE
    shown = in_order(touching)[start : start + _timeline.ROWS_PER_PAGE]
    assert [row.entry.pk for row in view.rows] == [entry.pk for entry in shown]
    for bars in filter(None, (view.overview, view.detail)):
        for bar in bars.bars:
            edge = dates.parse_edtf(bar.date_from).earliest
            over = dates.parse_edtf(bar.date_to).latest
            by_hand = sum(span(e)[0] <= over and span(e)[1] >= edge for e in dated)
            assert bar.count == by_hand, bar


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    CHOICES,
    st.sampled_from([(1, 50), (2, 50), (1, 3), (4, 3), (9, 7)]),
    st.booleans(),
    st.sampled_from([0, 20_000]),
    st.sampled_from(QueryPlan),
)
def test_every_bar_row_and_total_is_what_counting_by_hand_gives(
    archive, chosen, page_of_size, is_counted, few, way
):
    page, size = page_of_size
    with pytest.MonkeyPatch.context() as forced:
        forced.setattr(_page_selection, "MOST_SORTED_ENTRIES", few)
        forced.setattr(CountedEntries, "choose_plan", lambda *_asked: way)
        forced.setattr(_timeline, "ROWS_PER_PAGE", size)
        check(archive, chosen, page, is_counted)
