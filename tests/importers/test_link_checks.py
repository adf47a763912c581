"""Whether originals still stand: asked politely, noted with the day, resumable."""

import gzip
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from archive.importers import link_checks
from archive.importers.link_checks import check_link, check_links, list_due_links
from archive.models import Capture, LinkCheck
from tests.factories import make_article, make_source, published
from tests.markup import page_text

pytestmark = pytest.mark.django_db
PAGE = b"<html><script>t=1</script><body><p>Datenbank  zeigt\nAusmass</p></body></html>"


def article(url, **fields):
    return published(make_article(original_url=url, **fields))


def test_a_page_with_the_text_of_the_first_time_is_live(web):
    entry = article(web.page("/", PAGE))
    assert check_link(entry.pk, entry.original_url).state == "live"
    web.page("/", PAGE.replace(b"t=1", b"t=2").replace(b"  ", b" "))
    found = check_link(entry.pk, entry.original_url)
    assert found.state == "live" and LinkCheck.objects.count() == 1


def test_a_page_that_says_something_else_has_drifted_until_it_says_it_again(web):
    entry = article(web.page("/", PAGE))
    check_link(entry.pk, entry.original_url)
    web.page("/", b"<html><p>This domain is for sale</p>")
    assert check_link(entry.pk, entry.original_url).state == "drifted"
    web.page("/", PAGE)
    assert check_link(entry.pk, entry.original_url).state == "live"


def test_a_page_that_is_packed_is_the_same(web):
    entry = article(web.page("/", PAGE))
    check_link(entry.pk, entry.original_url)
    web.answers["/"] = lambda asked: asked.say(
        200, gzip.compress(PAGE), Content_Type="text/html", Content_Encoding="gzip"
    )
    assert check_link(entry.pk, entry.original_url).state == "live"


def test_a_bomb_is_not_unpacked_whole(web, monkeypatch):
    monkeypatch.setattr(link_checks, "MAX_PAGE_BYTES", 100_000)
    packed = gzip.compress(b"x" * 50_000_000)
    web.answers["/"] = lambda asked: asked.say(200, packed, Content_Encoding="gzip")
    entry = article(web.url())
    assert check_link(entry.pk, entry.original_url).state == "live"


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (404, "dead"),
        (410, "dead"),
        (403, "unclear"),
        (429, "unclear"),
        (500, "unclear"),
        (503, "unclear"),
        (204, "unclear"),
    ],
)
def test_a_refusal_is_not_taken_for_a_death(web, status, state):
    web.answers["/"] = lambda asked: asked.say(status)
    entry = article(web.url())
    for _time in range(4):
        found = check_link(entry.pk, entry.original_url)
    assert (found.state, found.detail) == (state, str(status))


def test_an_address_where_nobody_answers_is_dead_after_three_times(web):
    entry = article(web.url())
    web.answers["/"] = lambda asked: None
    states = [check_link(entry.pk, entry.original_url).state for _time in range(3)]
    assert states == ["unclear", "unclear", "dead"]
    web.page("/", PAGE)
    assert check_link(entry.pk, entry.original_url).state == "live"


def test_an_address_inside_is_never_asked_and_never_dead():
    entry = article("http://127.0.0.1/")
    for _time in range(4):
        found = check_link(entry.pk, "http://127.0.0.1/")
    assert found.state == "unclear" and "not on the public web" in found.detail


@pytest.mark.parametrize(
    "body",
    [b"", b"\0\xff\xfe", b"<" * 10_000, b"<p>" * 50_000, "社会信用".encode("gb18030")],
)
def test_any_page_can_be_read(web, body):
    entry = article(web.page("/", body))
    assert check_link(entry.pk, entry.original_url).state == "live"


def test_only_public_originals_are_due_the_oldest_first():
    now = timezone.now()
    public = [article(f"https://paper.example/{n}") for n in range(3)]
    make_article(original_url="https://paper.example/draft")
    source = published(make_source(original_url="https://post.example/"))
    article("https://paper.example/withdrawn").__class__.objects.filter(
        original_url__endswith="withdrawn"
    ).update(status="withdrawn")
    for entry, days in ((public[0], 40), (public[1], 1)):
        LinkCheck.objects.create(
            entry=entry,
            url=entry.original_url,
            state="live",
            checked_at=now - timedelta(days=days),
        )
    keys = [pk for pk, _url in list_due_links(30, 100)]
    assert keys == [public[2].pk, public[0].pk, source.pk]
    assert len(list_due_links(30, 1)) == 1


def test_a_changed_address_is_due_and_begins_anew(web):
    entry = article(web.page("/old", b"old"))
    check_link(entry.pk, entry.original_url)
    entry.original_url = web.page("/new", b"new")
    entry.save()
    assert list_due_links(30, 9) == [(entry.pk, entry.original_url)]
    assert check_link(entry.pk, entry.original_url).state == "live"
    assert LinkCheck.objects.get().url == entry.original_url


def test_a_host_is_given_time_between_two_questions(web):
    rows = [(article(web.page(f"/{n}", PAGE)).pk, web.url(f"/{n}")) for n in range(3)]
    slept = []
    list(check_links(rows, 60, slept.append))
    assert len(slept) == 2 and all(50 < seconds <= 60 for seconds in slept)


def test_a_run_that_is_stopped_goes_on_where_it_was(web):
    for number in range(3):
        article(web.page(f"/{number}", PAGE))
    run = check_links(list_due_links(30, 99), 0)
    next(run)
    run.close()
    assert len(list_due_links(30, 99)) == 2
    call_command("check_links", pause=0)
    assert list_due_links(30, 99) == [] and LinkCheck.objects.count() == 3


def test_the_command_tells_each_answer_and_the_counts(web, capsys):
    article(web.page("/", PAGE))
    article(web.url("/gone"))
    call_command("check_links", pause=0)
    told = capsys.readouterr().out
    assert "1/2 live" in told and "2/2 dead (404)" in told
    assert "1 dead, 1 live" in told


def page(client, entry):
    return page_text(client.get(entry.get_absolute_url()))


def test_readers_see_the_state_with_its_day(client, web):
    entry = article(web.page("/", PAGE))
    assert "Link status" not in page(client, entry)
    check_link(entry.pk, entry.original_url)
    assert "works <span" in page(client, entry) and "Link status" in page(client, entry)


@pytest.mark.parametrize("make", [make_article, make_source])
def test_a_dead_address_offers_the_copy(client, web, make):
    entry = published(make(original_url=web.url("/gone")))
    Capture.objects.create(
        entry=entry,
        method="x",
        external_url="https://copies.example/1",
        audience="public",
    )
    check_link(entry.pk, entry.original_url)
    text = page(client, entry)
    assert "dead, archived copy available" in text
    assert 'href="https://copies.example/1" rel="noopener noreferrer">Archived' in text


def test_a_state_of_another_address_is_not_shown(client, web):
    entry = article(web.url("/gone"))
    check_link(entry.pk, entry.original_url)
    entry.original_url = "https://paper.example/"
    entry.save()
    assert "Link status" not in page(client, entry)


def test_no_page_asks_the_world(client, web):
    entry = article(web.page("/", PAGE))
    start = time.monotonic()
    page(client, entry)
    assert web.server.asked == [] and time.monotonic() - start < 60
