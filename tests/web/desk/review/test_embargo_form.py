"""An embargo is set in a time zone that is named."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from archive.editorial import correct, publish, record_creation, submit
from archive.models import Entry, Revision
from tests.admin.forms import fields
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
NINE = datetime(2099, 2, 20, 14, tzinfo=UTC)  # 09:00 in New York


@pytest.fixture
def dora(client):
    account = make_user("dora", "publisher")
    account.time_zone = "America/New_York"
    account.save()
    client.force_login(account)
    return client


@pytest.fixture
def entry():
    anna = make_user("anna", "editor")
    article = make_article(title="Cameras at the gate")
    record_creation(article, anna)
    submit(article, anna)
    return Entry.objects.get(pk=article.pk)


def send(client, entry, verb="schedule", **typed):
    address = f"/desk/review/{entry.id_code}/"
    filled = {f"embargo_{name}": value for name, value in typed.items()}
    sent = {**fields(client.get(address)), **filled, "verb": verb}
    return client.post(address, sent, follow=True)


def get_words(answer):
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(html.unescape(text).split())


def get_embargo(entry):
    return Entry.objects.get(pk=entry.pk).embargo_until


def test_the_zone_is_that_of_the_person_and_shown_with_utc(dora, entry):
    answer = send(dora, entry, day="20.2.2099", time="9:00")
    assert get_embargo(entry) == NINE
    words = get_words(answer)
    told = "09:00 in America/New York (UTC−05:00), which is 14:00 UTC."
    assert words.count(told) == 2  # in the message, and beside the fields
    assert Revision.objects.filter(entry=entry, verb="schedule").count() == 1


def test_without_a_choice_the_zone_is_that_of_the_archive(entry, settings):
    settings.TIME_ZONE = "Asia/Shanghai"
    client = Client()
    client.force_login(make_user("dora", "publisher"))
    send(client, entry, day="2099-02-20", time="22.00")
    assert get_embargo(entry) == NINE


def test_another_zone_is_typed_by_its_place(dora, entry):
    answer = send(dora, entry, day="20 February 2099", time="15:00", zone="zurich")
    assert get_embargo(entry) == NINE
    assert "15:00 in Europe/Zurich (UTC+01:00)" in get_words(answer)
    shown = fields(dora.get(f"/desk/review/{entry.id_code}/"))
    assert (shown["embargo_day"], shown["embargo_time"]) == ("2099-02-20", "09:00")


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ({"day": "someday", "time": "9:00"}, "someday"),
        ({"day": "2099", "time": "9:00"}, "Enter one day"),
        ({"day": "2099-02-20", "time": ""}, "Enter the time too."),
        ({"day": "", "time": "9:00"}, "Enter the day too."),
        ({"day": "2099-02-20", "time": "25:00"}, "valid time"),
        ({"day": "2099-02-20", "time": "9:00", "zone": "Atlantis"}, "no time zone"),
        ({"day": "2099-02-20", "time": "9:00", "zone": ""}, "Enter the time zone"),
        ({"day": "2001-02-20", "time": "9:00"}, "This moment is over."),
        ({"day": "2027-03-14", "time": "2:30"}, "put forward"),
    ],
)
def test_what_is_no_moment_stays_in_its_fields(dora, entry, typed, refusal):
    answer = send(dora, entry, **typed)
    assert answer.status_code == 400
    assert refusal in get_words(answer)
    shown = fields(answer)
    assert all(shown[f"embargo_{name}"] == value for name, value in typed.items())
    assert get_embargo(entry) is None


def test_an_embargo_is_published_with_the_text_by_who_set_it(dora, entry):
    send(dora, entry, "publish", day="2099-02-20", time="9:00")
    row = Entry.objects.get(pk=entry.pk)
    assert (row.status, row.embargo_until) == ("published", NINE)
    assert not Entry.objects.public().filter(pk=entry.pk).exists()


def test_a_refused_publication_sets_no_embargo(entry):
    client = Client()
    client.force_login(make_user("olga", "editor"))
    send(client, entry, "publish", day="2099-02-20", time="9:00", zone="UTC")
    row = Entry.objects.get(pk=entry.pk)
    assert (row.status, row.embargo_until) == ("in_review", None)


def test_who_read_another_embargo_does_not_publish(dora, entry):
    opened = fields(dora.get(f"/desk/review/{entry.id_code}/"))
    send(dora, entry, day="2099-02-20", time="9:00")
    dora.post(f"/desk/review/{entry.id_code}/", {**opened, "verb": "publish"})
    row = Entry.objects.get(pk=entry.pk)
    assert (row.status, row.embargo_until) == ("in_review", NINE)


def test_an_empty_day_ends_the_embargo(dora, entry):
    send(dora, entry, day="2099-02-20", time="9:00")
    answer = send(dora, entry, day="", time="")
    assert "There is no embargo any more." in get_words(answer)
    assert get_embargo(entry) is None


def test_what_readers_see_already_takes_no_embargo(dora, entry):
    publish(entry, make_user("paul", "publisher"))
    copy = correct(Entry.objects.get(pk=entry.pk), make_user("olga", "editor"))
    page = dora.get(f"/desk/review/{copy.id_code}/")
    assert "embargo_day" not in fields(page)


def test_a_person_chooses_a_zone_of_their_own(dora):
    address = "/desk/account/time-zone/"
    assert dora.post(address, {"time_zone": "kashgar!"}).status_code == 400
    dora.post(address, {"time_zone": "urumqi"})
    assert "Asia/Urumqi" in dora.get("/desk/account/").content.decode()
    dora.post(address, {"time_zone": ""})
    assert "in this zone: UTC." in get_words(dora.get("/desk/account/"))
