"""Where the script of a form sends what is typed, every few seconds."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from archive.editorial import open_form, read_kept_values, record_creation, record_edit
from archive.models import Article, UnfinishedForm
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return make_user("anna", "editor")


@pytest.fixture
def article(anna):
    made = make_article(title="A draft")
    record_creation(made, anna)
    return Article.objects.get(pk=made.pk)


@pytest.fixture
def form(anna, article):
    page = f"/desk/articles/{article.id_code}/"
    return open_form(anna, page, article)


def log_in(user):
    client = Client()
    client.force_login(user)
    return client


def send(client, form, **sent):
    body = json.dumps(sent)
    address = f"/desk/unfinished/{form.pk}/fields/"
    return client.post(address, body, content_type="application/json")


def test_what_changed_is_kept_over_what_the_form_was_opened_with(anna, article, form):
    client = log_in(anna)
    opened = {"title": "A draft", "lead": "", "ticked": "on"}
    send(client, form, edit=1, typed={"title": "A"}, others=opened)
    answer = send(client, form, edit=1, typed={"lead": "L"}, gone=["ticked"])
    assert "Kept at" in answer.json()["kept"]
    assert read_kept_values(form.__class__.objects.get()) == {"title": "A", "lead": "L"}
    article.refresh_from_db()
    assert (article.title, article.edit_number) == ("A draft", 1)
    assert article.revisions.count() == 1


def test_two_tabs_of_one_form_lose_nothing_of_each_other(anna, form):
    client = log_in(anna)
    opened = {"title": "A draft", "lead": ""}
    send(client, form, edit=1, typed={"title": "One"}, others={"lead": ""})
    send(client, form, edit=1, typed={"lead": "Two"}, others=opened)
    form.refresh_from_db()
    assert read_kept_values(form) == {"title": "One", "lead": "Two"}


def test_a_tab_of_before_somebody_saved_is_kept_apart(anna, form):
    client = log_in(anna)
    send(client, form, edit=2, typed={"title": "Newer"}, whole=True)
    answer = send(client, form, edit=1, typed={"title": "Older"}).json()
    assert answer["all"] and answer["form"] != form.pk
    other = UnfinishedForm.objects.get(pk=answer["form"])
    send(client, other, edit=1, typed={"title": "Older"}, whole=True)
    titles = [read_kept_values(each)["title"] for each in UnfinishedForm.objects.all()]
    assert sorted(titles) == ["Newer", "Older"]


def test_a_form_that_was_merged_is_asked_for_whole(anna, article, form):
    client = log_in(anna)
    send(client, form, edit=1, typed={"title": "Mine"}, others={"lead": ""})
    record_edit(article, None)
    answer = send(client, form, edit=2, typed={"lead": "L"}).json()
    assert answer["all"] and answer["form"] == form.pk
    send(client, form, edit=2, typed={"lead": "L"}, others={"title": "T"}, whole=True)
    form.refresh_from_db()
    assert (form.edit_number, read_kept_values(form)) == (
        2,
        {"title": "T", "lead": "L"},
    )
    typed = form.fields.filter(is_typed=True).values_list("name", flat=True)
    assert set(typed) == {"title", "lead"}


@pytest.mark.only_on_sqlite("the refusal")
def test_only_its_owner_reaches_it(anna, form):
    send(log_in(anna), form, edit=1, typed={"title": "Mine"})
    ben = log_in(make_user("ben", "publisher"))
    assert send(ben, form, edit=1, typed={"title": "His"}).status_code == 404
    for path in ("", "fields/"):
        address = f"/desk/unfinished/{form.pk}/{path}"
        assert ben.get(address).status_code == 404
        assert Client().get(address)["Location"].startswith("/desk/admin/login/")
    form.refresh_from_db()
    assert read_kept_values(form) == {"title": "Mine"}


def test_who_may_see_a_record_no_more_learns_nothing_new_of_it(anna, article, form):
    send(log_in(anna), form, edit=1, typed={"lead": "Mine"})
    open_form(make_user("ben", "publisher"), form.page, article)
    address = f"/desk/unfinished/{form.pk}/"
    assert "ben has" in log_in(anna).get(f"{address}fields/").json()["others"]
    anna.groups.set(Group.objects.filter(name="contributor"))
    Article.objects.filter(pk=article.pk).update(title="Secret since", created_by=None)
    page = log_in(anna).get(address).content.decode()
    assert "Mine" in page and "Secret since" not in page
    assert "Open the form" not in page
    answers = (
        log_in(anna).get(f"{address}fields/"),
        send(log_in(anna), form, edit=1, typed={"lead": "More"}),
    )
    assert [answer.json()["others"] for answer in answers] == ["", ""]
    assert "Secret since" not in log_in(anna).get("/desk/").content.decode()


@pytest.mark.only_on_sqlite("the refusal")
@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        '{"typed": []}',
        '{"typed": {"a": 1}}',
        '{"edit": -1}',
        '{"edit": "1"}',
        '{"edit": 99999999999}',
        '{"gone": [1]}',
        "\ud7ff" * 3,
        json.dumps({"typed": {"n" * 201: ""}}),
        "[" * 100_000,
    ],
)
def test_what_is_no_form_is_refused_and_nothing_changes(anna, form, body):
    client = log_in(anna)
    address = f"/desk/unfinished/{form.pk}/fields/"
    answer = client.post(address, body, content_type="application/json")
    assert answer.status_code == 400
    form.refresh_from_db()
    assert form.kept_at is None


def test_a_character_that_no_database_takes_is_left_out(anna, form):
    send(log_in(anna), form, edit=1, typed={"lead": "a\0b", "le\0ad2": "c"})
    form.refresh_from_db()
    assert read_kept_values(form) == {"lead": "ab", "lead2": "c"}


def test_who_left_is_not_there_any_more_and_their_text_is(anna, article, form):
    client, ben = log_in(anna), make_user("ben", "editor")
    his = open_form(ben, form.page, article)
    address = f"/desk/unfinished/{his.pk}/fields/"
    others = lambda: log_in(ben).get(address).json()["others"]  # noqa: E731
    assert others() == "anna has this form open."
    send(client, form, edit=1, leaving=True)
    assert others() == ""
    send(client, form, edit=1, typed={"title": "T"}, leaving=True)
    assert others() == "anna has unsaved text in this form."


def test_a_second_login_is_given_a_token(anna, form):
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)
    address = f"/desk/unfinished/{form.pk}/fields/"
    body, kind = json.dumps({"typed": {"title": "T"}}), "application/json"
    assert client.post(address, body, content_type=kind).status_code == 403
    token = client.get(address).json()["token"]
    headers = {"X-CSRFToken": token}
    answer = client.post(address, body, content_type=kind, headers=headers)
    assert answer.status_code == 200


def test_a_page_shows_what_was_typed_until_it_is_discarded(anna, form):
    client = log_in(anna)
    opened = {"kicker": "As it was"}
    send(client, form, edit=1, typed={"lead": "<b>Typed</b>"}, others=opened)
    address = f"/desk/unfinished/{form.pk}/"
    text = client.get(address).content.decode()
    assert "&lt;b&gt;Typed&lt;/b&gt;" in text and "As it was" not in text
    assert f"{form.page}?unfinished={form.pk}" in text
    assert client.post(address)["Location"] == "/desk/"
    assert not UnfinishedForm.objects.exists()


def test_it_is_deleted_with_its_entry(anna):
    article = make_article()
    form = open_form(anna, f"/desk/articles/{article.id_code}/", article)
    send(log_in(anna), form, edit=0, typed={"title": "T"})
    article.delete()
    assert not UnfinishedForm.objects.exists()
