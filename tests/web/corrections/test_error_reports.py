"""A reader reports an error, without a trace of who it was, and gets an answer."""

import re

import pytest
from django.core import signing

from archive.editorial import EditorialError, correct, discard, publish
from archive.editorial import _error_reports as reporting
from archive.models import Correction, Entry, ErrorReport, Passage
from archive.web.corrections import error_reports, report_form
from archive.web.desk import report_answers
from archive.web.reader_buckets import HourlyBudget
from tests.factories import make_article, make_user, published

pytestmark = pytest.mark.django_db
SAID = "The figure is wrong: the list says 680, see page 7."


@pytest.fixture(autouse=True)
def hurried(monkeypatch):
    monkeypatch.setattr(report_form, "STAMP_MIN_AGE", 0)


@pytest.fixture
def article():
    made = published(make_article(title="Shown"))
    Passage.objects.create(article=made, anchor="p1", position=1, verbatim="Text.")
    return made


@pytest.fixture
def anna(db):
    return make_user("anna", "editor")


def address(entry):
    return f"/entries/{entry.id_code}/report/"


def stamp(client, entry):
    text = client.get(address(entry)).content.decode()
    return re.search(r'name="stamp" value="([^"]+)"', text)[1]


def send(client, entry, headers=None, environ=None, **data):
    environ = environ or {}
    data = {
        "text": SAID,
        "stamp": data.pop("stamp", None) or stamp(client, entry),
        **data,
    }
    return client.post(address(entry), data, headers=headers or {}, **environ)


def test_an_entry_and_the_log_link_the_form(client, article):
    text = client.get(article.get_absolute_url()).content.decode()
    assert address(article) in text


def test_a_report_is_kept_and_its_reader_gets_an_address(client, article):
    answer = send(client, article, anchor="p1")
    found = ErrorReport.objects.get()
    assert (found.text, found.anchor, found.version) == (SAID, "p1", 1)
    assert answer.status_code == 303 and answer["Location"] == f"/reports/{found.key}/"
    page = client.get(answer["Location"])
    assert SAID in page.content.decode() and "Waiting" in page.content.decode()
    assert page["Cache-Control"] == "no-store" and page["X-Robots-Tag"] == "noindex"


def test_no_cookie_is_set_and_nothing_of_the_reader_is_kept(client, article):
    form = client.get(address(article))
    answer = client.post(
        address(article),
        {"text": SAID, "stamp": stamp(client, article)},
        headers={"User-Agent": "zwitscherkanari"},
        REMOTE_ADDR="198.51.100.7",
    )
    assert not form.cookies and not answer.cookies and not client.cookies
    assert "csrfmiddlewaretoken" not in form.content.decode()
    kept = str(list(ErrorReport.objects.values()))
    assert "zwitscherkanari" not in kept and "198.51" not in kept


@pytest.mark.only_on_sqlite("the form")
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Origin": "http://testserver"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://other.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_a_form_of_another_site_is_refused(client, article, headers, status):
    assert send(client, article, headers=headers).status_code == status
    assert ErrorReport.objects.exists() == (status == 303)


@pytest.mark.only_on_sqlite("the form")
@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"text": ""}, "in a sentence"),
        ({"text": "no"}, "in a sentence"),
        ({"text": " \0\r\n" * 99}, "in a sentence"),
        ({"text": "x" * 4001}, "at most 4000"),
        ({"website": "https://spam.example"}, "must stay empty"),
        ({"stamp": "forged"}, "open for too long"),
        ({"stamp": signing.dumps(["x", 0], salt="other")}, "open for too long"),
        (
            {"stamp": signing.dumps("x", salt=report_form.STAMP_SALT)},
            "open for too long",
        ),
    ],
)
def test_what_cannot_be_taken_comes_back_with_what_was_typed(
    client, article, data, said
):
    answer = send(client, article, **data)
    text = answer.content.decode()
    assert answer.status_code == 400 and said in text
    assert data.get("text", SAID)[:20].strip("\0 \r\n") in text
    assert not ErrorReport.objects.exists()


def test_a_stamp_is_of_one_entry_and_not_for_ever(client, article, monkeypatch):
    other = published(make_article(title="Other"))
    assert send(client, other, stamp=stamp(client, article)).status_code == 400
    old = stamp(client, article)
    monkeypatch.setattr(report_form, "STAMP_MAX_AGE", -1)
    assert send(client, article, stamp=old).status_code == 400


def test_nobody_writes_as_fast_as_a_program(client, article, monkeypatch):
    monkeypatch.setattr(report_form, "STAMP_MIN_AGE", 3)
    assert send(client, article).status_code == 400


def test_the_same_form_sent_twice_is_one_report(client, article):
    same = stamp(client, article)
    first, second = (send(client, article, stamp=same) for _time in "ab")
    assert first["Location"] == second["Location"]
    assert ErrorReport.objects.count() == 1


def test_a_form_larger_than_any_report_is_not_read(client, article):
    assert send(client, article, text="x" * 50_000).status_code == 413


def test_a_passage_that_is_not_there_is_the_whole_entry(client, article):
    send(client, article, anchor="p99")
    assert ErrorReport.objects.get().anchor == ""


@pytest.mark.parametrize("limit", ["REPORTS_AN_HOUR", "MOST_WAITING_REPORTS"])
def test_all_readers_together_have_a_budget(client, article, monkeypatch, limit):
    monkeypatch.setattr(reporting, limit, 2)
    for _time in range(2):
        assert send(client, article).status_code == 303
    answer = send(client, article)
    assert answer.status_code == 503 and int(answer["Retry-After"]) >= 60
    assert SAID in answer.content.decode() and ErrorReport.objects.count() == 2


@pytest.mark.only_on_sqlite("the form")
def test_a_reader_who_sends_many_reports_does_not_stop_the_others(
    client, article, monkeypatch
):
    monkeypatch.setattr(error_reports, "REPORT_BUDGET", HourlyBudget(2, shared=2))
    greedy, other = {"REMOTE_ADDR": "203.0.113.1"}, {"REMOTE_ADDR": "203.0.113.2"}
    sent = [send(client, article, environ=greedy).status_code for _time in range(3)]
    assert sent == [303, 303, 503]
    assert send(client, article, environ=other).status_code == 303


def test_a_hidden_entry_answers_as_an_unknown_one(client, article):
    draft = make_article(title="Zwitscherkanari")
    unknown = client.get("/entries/00000000/report/")
    sent = client.post("/entries/00000000/report/", {})
    for answer, same in (
        (client.get(address(draft)), unknown),
        (client.post(address(draft), {}), sent),
    ):
        assert answer.status_code == same.status_code == 404
        assert (
            answer.content.replace(draft.id_code.encode(), b"00000000") == same.content
        )
    assert not ErrorReport.objects.exists()


def test_a_report_on_what_is_hidden_now_names_it_no_more(client, article):
    answer = send(client, article)
    Entry.objects.update(audience="editors")
    text = client.get(answer["Location"]).content.decode()
    assert SAID in text and "Shown" not in text and article.id_code not in text


@pytest.mark.parametrize("key", ["x", "0" * 43, "../x"])
def test_an_address_cannot_be_guessed(client, article, key):
    assert client.get(f"/reports/{key}/").status_code == 404


def test_markup_is_shown_as_it_was_typed(client, article):
    answer = send(client, article, text="<script>alert(1)</script> is what I read")
    assert b"<script>alert" not in client.get(answer["Location"]).content


def test_an_editor_answers_and_the_reader_sees_it(client, article, anna):
    where = send(client, article)["Location"]
    client.force_login(anna)
    found = ErrorReport.objects.get()
    assert "1 reader" in client.get("/desk/").content.decode()
    assert SAID in client.get("/desk/reports/").content.decode()
    assert SAID in client.get(f"/desk/reports/{found.pk}/").content.decode()
    client.post(f"/desk/reports/{found.pk}/", {"answer": "Page 7 says so too."})
    client.logout()
    text = client.get(where).content.decode()
    assert "Page 7 says so too." in text and "Answered" in text
    assert not ErrorReport.objects.waiting().exists()
    assert "anna" not in text


def test_an_empty_answer_is_none(client, article, anna):
    send(client, article)
    client.force_login(anna)
    path = f"/desk/reports/{ErrorReport.objects.get().pk}/"
    answer = client.post(path, {"answer": " "}, headers={"accept-language": "en"})
    assert answer.status_code == 400
    assert answer.context["form"].errors["answer"] == [
        "Write an answer to the reader before you send it."
    ]
    assert 'aria-invalid="true"' in answer.content.decode()
    assert ErrorReport.objects.waiting().count() == 1


def test_a_refused_verb_keeps_the_typed_answer(client, article, anna, monkeypatch):
    send(client, article)
    client.force_login(anna)

    def refuse(*_arguments):
        raise EditorialError("Somebody else answers it.")

    monkeypatch.setattr(report_answers, "answer_report", refuse)
    path = f"/desk/reports/{ErrorReport.objects.get().pk}/"
    answer = client.post(path, {"answer": "Page 7 says so too."})
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "Somebody else answers it." in text and "Page 7 says so too." in text


def test_a_report_becomes_a_correction_and_its_reader_learns_the_version(
    client, article, anna
):
    where = send(client, article)["Location"]
    client.force_login(anna)
    answer = client.post(
        f"/desk/reports/{ErrorReport.objects.get().pk}/", {"correct": "1"}
    )
    copy = Entry.objects.get(correction_of=article)
    assert answer["Location"].startswith(f"/desk/articles/{copy.id_code}/")
    assert "Being corrected" in client.get(where).content.decode()
    Correction.objects.create(entry=copy, was_wrong="668", is_right="680")
    publish(copy, None)
    text = client.get(where).content.decode()
    assert "Corrected" in text and "in version 2" in text


def test_a_report_whose_correction_is_discarded_waits_again(client, article, anna):
    send(client, article)
    found = ErrorReport.objects.get()
    copy = reporting.take_up_report(found, anna)
    discard(copy, anna)
    found.refresh_from_db()
    assert found.state == "new"


@pytest.mark.only_on_sqlite("the form")
def test_a_correction_tells_only_those_whose_report_was_taken_up(client, article):
    send(client, article)
    copy = correct(article, None)
    publish(copy, None)
    assert ErrorReport.objects.get().state == "new"


@pytest.mark.parametrize("role", ["contributor", "administrator"])
def test_reports_are_for_editors(client, article, role):
    send(client, article)
    client.force_login(make_user("carla", role))
    found = ErrorReport.objects.get()
    for path in ("/desk/reports/", f"/desk/reports/{found.pk}/"):
        assert client.get(path).status_code == 403
    assert "reader" not in client.get("/desk/").content.decode()


def test_who_is_not_logged_in_is_asked_to(client, article):
    assert client.get("/desk/reports/").status_code == 302
