"""Every door of the desk, for everybody who may not pass."""

import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import get_resolver

from archive.editorial import confirm_role, record_creation
from archive.importers.articles.plain_text import PLAIN_TEXT_IMPORTER, parse_text_page
from archive.importers.articles.saving import ImportedPage, save_pages
from archive.models import (
    Article,
    Citation,
    Entry,
    Region,
    RoleRequest,
    Tag,
    TagLabel,
    User,
)
from tests.admin.forms import fields
from tests.factories import make_article, make_source, make_user, published

pytestmark = pytest.mark.django_db
CANARY = "zwitscherkanari"
KINDS = ("entry", "article", "photo", "source", "event")


@pytest.fixture
def hidden():
    """A draft of Anna's and a confidential source, full of canaries."""
    writer = make_user("writer", "editor")
    secret = published(make_source(title=f"{CANARY} person", created_by=writer))
    secret.audience = "editors"
    secret.save()
    return [make_article(title=f"{CANARY} draft", created_by=writer), secret]


def addresses(entries):
    """Every address below the desk that is about entries."""
    yield "/desk/"
    yield "/desk/imports/"
    yield "/desk/entries/assigned/"
    for entry in entries:
        yield f"/desk/preview/{entry.id_code}/"
        yield f"/desk/stories/{entry.id_code}/"
        yield f"/desk/review/{entry.id_code}/"
        for base in (
            f"/desk/{entry.kind}s/{entry.id_code}",
            f"/desk/admin/archive/{entry.kind}/{entry.pk}",
        ):
            yield f"{base}/"
            for page in ("change", "history", "delete", "submit", "publish", "correct"):
                yield f"{base}/{page}/"
            for page in ("captures", "redactions"):
                yield f"{base}/{page}/"
    for kind in KINDS:
        yield f"/desk/admin/archive/{kind}/?q={CANARY}"
        yield f"/desk/admin/archive/{kind}/?q={CANARY[:4]}&status__exact=draft"
        yield f"/desk/entries/all/?q={CANARY[:4]}"
        yield f"/desk/names/{kind}/?q={CANARY[:5]}"
    for kind, field in (("citation", "source"), ("evidence", "entry")):
        yield (
            f"/desk/admin/autocomplete/?app_label=archive&model_name={kind}"
            f"&field_name={field}&term={CANARY[:5]}"
        )


@pytest.mark.parametrize("role", ["", "contributor", "administrator"])
def test_others_texts_are_shown_to_nobody_below_an_editor(role, hidden):
    client = Client()
    if role:
        client.force_login(make_user("other", role))
    for address in addresses(hidden):
        answer = client.get(address, follow=True)
        # A search box shows the word that was searched for.
        body = answer.content.decode().replace(f'value="{CANARY}"', "")
        for entry in hidden:
            assert entry.title not in body, address
        assert answer.status_code < 500, address


def test_an_editor_sees_both(hidden):
    client = Client()
    client.force_login(make_user("other", "editor"))
    for entry in hidden:
        address = f"/desk/{entry.kind}s/{entry.id_code}/"
        assert entry.title in client.get(address).content.decode()


def list_desk_routes(patterns, before=""):
    """Every route below `/desk/`, with those of the admin."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from list_desk_routes(pattern.url_patterns, route)
        elif route.startswith("desk/"):
            yield route


def fill_route(route, entry):
    """An address of the route, about this entry where it is about any."""
    filled = re.sub(r"<(?:slug:)?(?:id_code|narrative)>", entry.id_code, route)
    filled = re.sub(r"<int:content_type_id>|<app_label>|<path:record>", "1", filled)
    return "/" + re.sub(r"<[^>]+>", str(entry.pk), filled).split("(?P")[0].strip("^$")


OPEN_ROUTES = {"desk/admin/login/", "desk/admin/jsi18n/"}  # words, and the form


@pytest.mark.only_on_sqlite("logins")
@pytest.mark.parametrize("who", ["a reader", "one without a role", "one closed"])
def test_a_reader_finds_a_login_behind_every_address_of_the_desk(hidden, who):
    client = Client()
    if who != "a reader":
        account = make_user("gone", "publisher" if who == "one closed" else "")
        client.force_login(account)
        User.objects.filter(pk=account.pk).update(is_active=who != "one closed")
    routes = set(list_desk_routes(get_resolver().url_patterns))
    assert len(routes) > 75
    others = (client.head, client.options, client.put) if who == "a reader" else ()
    before = list(Entry.objects.order_by("pk").values())
    for route in sorted(routes - OPEN_ROUTES):
        address = fill_route(route, hidden[0])
        for ask in (client.get, client.post, *others):
            answer = ask(address)
            assert answer.status_code in (302, 403, 404, 405), address
            assert CANARY not in str(answer.content) + str(answer.headers), address
    assert list(Entry.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("verb", ["publish", "withdraw", "discard", "submit"])
def test_a_contributor_calls_no_verb_on_what_is_another_s(verb, hidden):
    client = Client()
    client.force_login(make_user("other", "contributor"))
    for entry in hidden:
        before = Entry.objects.get(pk=entry.pk).status
        client.post(f"/desk/{entry.kind}s/{entry.id_code}/{verb}/", {"reason": "x"})
        assert Entry.objects.get(pk=entry.pk).status == before


def test_a_contributor_ties_nothing_to_what_they_may_not_see(hidden):
    client = Client()
    carla = make_user("carla", "contributor")
    client.force_login(carla)
    own = make_article(title="Own")
    record_creation(own, carla)
    address = f"/desk/articles/{own.id_code}/"
    form = fields(client.get(f"{address}?plain=1"))
    secret = {"citations-0-source": str(hidden[1].pk), "citations-TOTAL_FORMS": "1"}
    answer = client.post(address, {**form, **secret, "citations-0-relation": "reports"})
    assert CANARY not in answer.content.decode()
    assert not own.citations.exists()


def test_a_row_that_ties_to_a_confidential_source_is_not_shown(hidden):
    client = Client()
    carla = make_user("carla", "contributor")
    client.force_login(carla)
    own = make_article(title="Own", created_by=carla)
    Citation.objects.create(entry=own, source=hidden[1])
    address = f"/desk/articles/{own.id_code}/"
    page = client.get(address)
    assert CANARY not in page.content.decode()
    assert client.post(address, fields(page)).status_code == 302
    assert own.citations.count() == 1


def test_a_duplicate_that_may_not_be_seen_is_not_told(hidden):
    client = Client()
    carla = make_user("carla", "contributor")
    client.force_login(carla)
    url = "https://example.org/a"
    Article.objects.filter(pk=hidden[0].pk).update(original_url=url)
    form = fields(client.get("/desk/articles/new/"))
    sent = {**form, "title": "Same", "original_url": url}
    answer = client.post("/desk/articles/new/", sent)
    assert answer.status_code == 302  # as where there is none
    own = Article.objects.get(title="Same")
    assert own.original_url == url
    text = client.get(answer["Location"]).content.decode()
    assert CANARY not in text and "already has this" not in text


def test_a_pasted_page_tells_a_contributor_of_no_hidden_entry(hidden):
    text = "A headline\n\nA first paragraph of the page, long enough to be one.\n"
    save_pages(
        [ImportedPage("a.txt", text.encode(), parse_text_page(text.encode()))],
        PLAIN_TEXT_IMPORTER,
    )
    for name, role, status in (("carla", "contributor", 302), ("ed", "editor", 400)):
        client = Client()
        client.force_login(make_user(name, role))
        page = client.post("/desk/intake/new/", {"text": text})["Location"]
        assert client.post(page, fields(client.get(page))).status_code == status


def test_nothing_is_deleted_at_the_desk(dora):
    article = make_article()
    for page in (f"articles/{article.id_code}", f"admin/archive/article/{article.pk}"):
        answer = dora[0].post(f"/desk/{page}/delete/", {"post": "yes"})
        assert answer.status_code == 404
    assert Article.objects.filter(pk=article.pk).exists()


def test_only_an_administrator_makes_accounts_and_gives_roles(dora):
    assert dora[0].get("/desk/admin/archive/user/add/").status_code == 403
    client = Client()
    client.force_login(make_user("adam", "administrator"))
    assert client.get("/desk/admin/archive/user/add/").status_code == 200


def test_an_account_made_at_the_desk_enters_with_a_password_of_its_own():
    client = Client()
    client.force_login(make_user("adam", "administrator"))
    form = fields(client.get("/desk/admin/archive/user/add/"))
    secret = "a-long-password-of-eva"
    sent = {**form, "username": "eva", "password1": secret, "password2": secret}
    role = Group.objects.get_or_create(name="editor")[0]
    client.post("/desk/admin/archive/user/add/", {**sent, "groups": str(role.pk)})
    assert User.objects.get(username="eva").roles == set()
    confirm_role(RoleRequest.objects.get(), make_user("berta", "administrator"))
    assert User.objects.get(username="eva").roles == {"editor"}
    entered = Client()
    entered.login(username="eva", password=secret)
    # Somebody else knows this password, so it opens nothing but the form for one's own.
    assert entered.get("/desk/")["Location"] == "/desk/admin/password_change/"


def test_an_administrator_does_not_change_a_superuser():
    above = User.objects.create_superuser("root", password="a-long-password-of-root")
    client = Client()
    client.force_login(make_user("adam", "administrator"))
    address = f"/desk/admin/archive/user/{above.pk}/change/"
    assert client.post(address, {"is_active": ""}).status_code == 403
    assert (
        client.get(f"/desk/admin/archive/user/{above.pk}/password/").status_code == 403
    )


def test_a_page_of_the_desk_is_kept_by_no_cache(dora):
    assert dora[0].get("/desk/")["Cache-Control"] == "no-store"


def test_a_region_lies_on_the_globe():
    region = Region.objects.create(code="CN-HE", level="province", is_listed=True)
    client = Client()
    client.force_login(make_user("adam", "administrator"))
    address = f"/desk/admin/archive/region/{region.pk}/change/"
    sent = {**fields(client.get(address)), "latitude": "999", "longitude": "-180"}
    text = client.post(address, sent).content.decode()
    assert "less than or equal to 90" in text
    sent["latitude"] = "90"
    assert client.post(address, sent).status_code == 302


@pytest.mark.parametrize("note", ["[1]", '"abc"', '{"en": 3}', "oops"])
def test_a_scope_note_that_no_page_could_show_is_refused(note):
    tag = Tag.objects.create(scheme="theme", slug="cameras", is_listed=True)
    TagLabel.objects.create(tag=tag, language="en", label="cameras", is_preferred=True)
    client = Client()
    client.force_login(make_user("adam", "administrator"))
    address = f"/desk/admin/archive/tag/{tag.pk}/change/"
    sent = {**fields(client.get(address)), "scope_note": note}
    assert "errorlist" in client.post(address, sent).content.decode()
    sent["scope_note"] = '{"en": "Cameras in public."}'
    assert client.post(address, sent).status_code == 302
