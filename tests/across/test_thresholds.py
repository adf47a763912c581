"""Limits, exactly: what is at the limit passes, what is one beyond does not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from archive import baskets, batches, editorial
from archive.editorial import TooManyReports
from archive.filters import SearchFilters, parse_filters
from archive.models import Article, Basket, Batch, Entry, ErrorReport, Passage
from archive.quotations import check_quotation
from archive.search import reindex
from archive.text import idcodes
from archive.versions import get_version_at, list_versions
from archive.web.corrections import report_form
from tests.factories import make_article, make_event

pytestmark = pytest.mark.django_db


def published(entry):
    editorial.record_creation(entry, None)
    editorial.submit(entry, None)
    editorial.publish(entry, None)
    return Entry.objects.get(pk=entry.pk)


def parsed(**given):
    query = QueryDict(mutable=True)
    for name, values in given.items():
        query.setlist(name, values if isinstance(values, list) else [values])
    return parse_filters(query)


@pytest.mark.parametrize(
    ("length", "kept", "notices"),
    [
        (599, 599, 0),
        (600, 600, 0),
        (601, 600, 1),
        (5_000, 600, 1),
    ],
)
def test_a_query_has_at_most_600_characters(length, kept, notices):
    read = parsed(q="x" * length)
    assert (len(read.q), len(read.notices)) == (kept, notices)


@pytest.mark.parametrize(
    ("number", "kept", "notices"),
    [
        (39, 39, 0),
        (40, 40, 0),
        (41, 40, 1),
    ],
)
def test_a_parameter_has_at_most_40_values(number, kept, notices):
    read = parsed(credit=[f"name {n}" for n in range(number)])
    assert (len(read.credit), len(read.notices)) == (kept, notices)


@pytest.mark.parametrize(
    ("page", "problems"),
    [
        ("0", 1),
        ("1", 0),
        ("1000000", 0),
        ("1000001", 1),
        ("-1", 1),
        ("", 0),
        ("²", 1),
    ],
)
def test_pages_are_numbered_from_1_to_a_million(page, problems):
    assert len(parsed(page=page).problems) == problems


@pytest.mark.parametrize(
    ("first", "last", "problems"),
    [
        ("2019-02-20", "2019-02-20", 0),
        ("2019-02-21", "2019-02-20", 1),
        ("2019-02-20", "2019-02", 0),
        ("2019-03-01", "2019-02", 1),
        ("2019", "2018", 1),
    ],
)
def test_a_span_may_be_of_one_day(first, last, problems):
    assert len(parsed(**{"from": first, "to": last}).problems) == problems


def count_items(answer):
    return answer.content.decode().partition("<main")[2].count(">An event</a></h3>")


def test_a_page_of_a_list_has_20_entries_and_a_feed_50(client):
    entries = []
    for number, pages in (
        (0, 1),
        (1, 1),
        (19, 1),
        (20, 1),
        (21, 2),
        (40, 2),
        (41, 3),
    ):
        while len(entries) < number:
            entries.append(published(make_event(title="An event")))
        reindex()
        for door in ("/search/", "/events/"):
            shown = [client.get(door, {"page": page}) for page in range(1, pages + 1)]
            assert {answer.status_code for answer in shown} == {200}, (door, number)
            assert sum(map(count_items, shown)) == number, door
            assert count_items(shown[-1]) <= 20, (door, number)
            beyond = client.get(door, {"page": pages + 1})
            assert beyond.status_code == 404, (door, number)
    while len(entries) < 51:
        entries.append(published(make_event(title="An event")))
    reindex()
    text = client.get("/feeds/latest/").content.decode()
    assert text.count("<entry") == 50
    assert entries[0].id_code not in text and entries[1].id_code in text


@pytest.mark.parametrize(
    ("number", "kept", "left"),
    [
        (2, 2, 0),
        (3, 3, 0),
        (4, 3, 1),
    ],
)
def test_a_basket_takes_so_many_entries(monkeypatch, number, kept, left):
    monkeypatch.setattr(baskets, "MAX_BASKET_ENTRIES", 3)
    found = baskets.build_contents(idcodes.new_id_code() for _n in range(number))
    assert (len(found.lines), found.too_many) == (kept, left)


@pytest.mark.parametrize(("length", "kept"), [(499, 499), (500, 500), (501, 500)])
def test_a_note_of_a_basket_has_500_characters(length, kept):
    code = idcodes.new_id_code()
    found = baskets.build_contents([code], {code: "x" * length})
    assert len(found.lines[0].note) == kept


@pytest.mark.parametrize(("number", "fits"), [(199, True), (200, True), (201, False)])
def test_an_address_holds_200_entries(monkeypatch, number, fits):
    found = baskets.build_contents(idcodes.new_id_code() for _n in range(number))
    assert found.fits_in_url is fits
    monkeypatch.setattr(baskets, "MAX_URL_LENGTH", len(found.to_query()))
    assert found.fits_in_url is fits
    monkeypatch.setattr(baskets, "MAX_URL_LENGTH", len(found.to_query()) - 1)
    assert found.fits_in_url is False


def test_so_many_baskets_are_saved_a_day(monkeypatch, clock):
    monkeypatch.setattr(baskets, "MAX_NEW_BASKETS_A_DAY", 2)
    for _n in range(2):
        baskets.save_basket(baskets.build_contents([idcodes.new_id_code()]))
    Basket.objects.update(created_at=clock.now)
    other = baskets.build_contents([idcodes.new_id_code()])
    clock.forward(days=1, seconds=-1)
    with pytest.raises(baskets.BasketsFullError):
        baskets.save_basket(other)
    clock.forward(seconds=1)
    assert baskets.save_basket(other)


def test_baskets_take_so_much_room(monkeypatch):
    first, second = (baskets.build_contents([idcodes.new_id_code()]) for _n in range(2))
    baskets.save_basket(first)
    size = Basket.objects.get().size
    monkeypatch.setattr(baskets, "MAX_SAVED_BASKET_BYTES", 2 * size - 1)
    with pytest.raises(baskets.BasketsFullError):
        baskets.save_basket(second)
    monkeypatch.setattr(baskets, "MAX_SAVED_BASKET_BYTES", 2 * size)
    assert baskets.save_basket(second)


def submitted(number=1):
    return batches.submit_batch(
        [(n, "word") for n in range(number)], SearchFilters(), "en", []
    )


def test_a_batch_takes_a_thousand_queries_of_a_thousand_characters():
    assert submitted(1_000).queries.count() == 1_000
    with pytest.raises(batches.TooManyQueriesError):
        submitted(1_001)
    long = [(1, "x" * 1_001), (2, "x" * 1_000)]
    made = batches.submit_batch(long, SearchFilters(), "en", [])
    lengths = [len(text) for text in made.queries.values_list("text", flat=True)]
    assert lengths == [1_000, 1_000]


def test_so_many_batches_wait_and_are_kept(monkeypatch, clock):
    monkeypatch.setattr(batches, "MAX_WAITING_BATCHES", 2)
    monkeypatch.setattr(batches, "MAX_KEPT_BATCHES", 3)
    first = submitted()
    submitted()
    with pytest.raises(batches.BatchesFullError) as full:
        submitted()
    assert full.value.seconds == 120
    Batch.objects.update(finished_at=timezone.now())
    submitted()
    Batch.objects.update(finished_at=timezone.now())
    clock.now = first.kept_until - timedelta(seconds=90)
    with pytest.raises(batches.BatchesFullError) as full:
        submitted()
    assert full.value.seconds == 90
    clock.now = first.kept_until - timedelta(seconds=1)
    with pytest.raises(batches.BatchesFullError) as full:
        submitted()
    assert full.value.seconds == 60  # nobody is asked to come back sooner
    assert Batch.objects.unexpired().count() == 3
    clock.now = first.kept_until
    assert Batch.objects.unexpired().count() == 0
    submitted()
    assert Batch.objects.count() == 1


def test_a_claim_on_a_batch_lasts_30_seconds(clock):
    submitted()
    Batch.objects.update(free_at=clock.now)
    assert batches._claim_batch()
    clock.forward(seconds=29.999)
    assert batches._claim_batch() is None
    clock.forward(seconds=0.001)
    assert batches._claim_batch()


def test_readers_report_300_errors_an_hour(clock):
    entry = published(make_event())
    rows = [
        ErrorReport(entry=entry, version=1, text="A word.", stamp=f"s{n}", key=f"k{n}")
        for n in range(299)
    ]
    ErrorReport.objects.bulk_create(rows)
    editorial.report_error(entry, "A word.", "stamp 3")
    ErrorReport.objects.update(created_at=clock.now)
    with pytest.raises(TooManyReports) as full:
        editorial.report_error(entry, "A word.", "one more")
    assert full.value.seconds == 3600
    assert editorial.report_error(entry, "A word.", "stamp 3")  # it is there already
    clock.forward(minutes=59, seconds=30)
    with pytest.raises(TooManyReports) as full:
        editorial.report_error(entry, "A word.", "one more")
    assert full.value.seconds == 60
    clock.forward(seconds=30)
    assert editorial.report_error(entry, "x" * 4_001, "one more").text == "x" * 4_000


def test_500_reports_wait(clock):
    entry = published(make_event())
    rows = [
        ErrorReport(entry=entry, version=1, text="A word.", stamp=f"s{n}", key=f"k{n}")
        for n in range(500)
    ]
    ErrorReport.objects.bulk_create(rows)
    clock.forward(hours=2)
    with pytest.raises(TooManyReports) as full:
        editorial.report_error(entry, "A word.", "one more")
    assert full.value.seconds == 24 * 3600
    editorial.answer_report(ErrorReport.objects.get(stamp="s7"), None, "It was right.")
    assert editorial.report_error(entry, "A word.", "one more")


@pytest.mark.parametrize(
    ("length", "status"),
    [
        (9, 400),
        (10, 303),
        (4_000, 303),
        (4_001, 400),
    ],
)
def test_a_report_has_10_to_4000_characters(client, monkeypatch, length, status):
    monkeypatch.setattr(report_form, "STAMP_MIN_AGE", 0)
    address = f"/entries/{published(make_event()).id_code}/report/"
    page = client.get(address)
    sent = {"text": "x" * length, "stamp": page.context["stamp"]}
    assert client.post(address, sent).status_code == status


@pytest.mark.parametrize(("age", "status"), [(2, 400), (3, 303), (86_400, 303)])
def test_a_form_is_sent_after_3_seconds_and_within_a_day(
    client, monkeypatch, age, status
):
    address = f"/entries/{published(make_event()).id_code}/report/"
    now = report_form.time.time()
    monkeypatch.setattr(report_form.time, "time", lambda: float(int(now)))
    stamp = client.get(address).context["stamp"]
    monkeypatch.setattr(report_form.time, "time", lambda: float(int(now)) + age)
    sent = {"text": "It was another day.", "stamp": stamp}
    assert client.post(address, sent).status_code == status
    monkeypatch.setattr(report_form.time, "time", lambda: now + 86_402)
    assert client.post(address, sent | {"text": "Too late."}).status_code == 400


WORDS = "one two three four five six seven eight nine ten".split()


@pytest.mark.parametrize(
    ("share", "how"),
    [
        (10, "exact"),
        (7, "nearly"),
        (6, "nearly"),
        (5, ""),
    ],
)
def test_a_near_quotation_has_six_of_ten_words(share, how):
    _article(" ".join(WORDS[:share] + ["other"] * (10 - share)))
    found = check_quotation(" ".join(WORDS)).matches
    assert [match.how for _text, match in found] == ([how] if how else [])
    if how == "nearly":
        assert found[0][1].share == share / 10


@pytest.mark.parametrize(("number", "is_short"), [(2, True), (3, False)])
def test_a_quotation_has_at_least_three_words(number, is_short):
    _article(" ".join(WORDS))
    found = check_quotation(" ".join(WORDS[:number]))
    assert found.is_short is is_short
    assert bool(found.matches) is not is_short


@pytest.mark.parametrize(("length", "is_cut"), [(1_000, False), (1_001, True)])
def test_a_quotation_is_read_to_its_1000th_character(length, is_cut):
    reindex()
    assert check_quotation(("word " * 300)[:length]).is_cut is is_cut


def _article(text):
    article = make_article(title="An article", language="en")
    Passage.objects.create(
        article=article, anchor="p1", position=1, verbatim=text, language="en"
    )
    published(article)
    reindex()
    return Article.objects.get(pk=article.pk)


def test_the_version_of_a_moment_is_public_from_that_moment_on(clock, anna):
    first = clock.now
    entry = published(make_event(title="First"))
    clock.forward(days=1)
    copy = editorial.correct(entry, anna)
    copy.corrections.create(was_wrong="-", is_right="-")
    editorial.submit(copy, None)
    second = clock.forward(days=1)
    editorial.publish(copy, None)
    entry = Entry.objects.get(pk=entry.pk)
    moment = timedelta(microseconds=1)
    assert [one.at for one in list_versions(entry)] == [first, second]
    for at, number in (
        (first - moment, 1),
        (first, 1),
        (second - moment, 1),
        (second, 2),
        (second + moment, 2),
    ):
        assert get_version_at(entry, at).number == number, at


@pytest.mark.parametrize(("after", "number"), [(-1, 0), (0, 1), (1, 1)])
def test_a_version_begins_in_the_moment_in_which_its_embargo_ends(clock, after, number):
    ends = clock.now + timedelta(days=1)
    entry = published(make_event(embargo_until=ends))
    clock.now = ends + timedelta(microseconds=after)
    assert [one.at for one in list_versions(entry)] == [ends] * number


@pytest.mark.parametrize(("before", "status"), [(1, 404), (0, 410), (-1, 410)])
def test_what_is_withdrawn_at_the_end_of_its_embargo_was_public(
    client, clock, before, status
):
    ends = clock.now + timedelta(days=1)
    entry = published(make_event(embargo_until=ends))
    clock.now = ends - timedelta(seconds=before)
    editorial.withdraw(entry, None, "Asked for.")
    clock.forward(days=2)
    assert client.get(entry.get_absolute_url()).status_code == status
