"""The ways round a page of the desk: addresses, filters and ids that are guessed."""

import pytest
from django.contrib.contenttypes.models import ContentType

from archive.editorial import record_creation
from archive.models import Article, Entry, Evidence, Passage, Tag, Tagging
from tests.admin.forms import fields
from tests.factories import (
    make_article,
    make_event,
    make_source,
    make_user,
    published,
)

pytestmark = pytest.mark.django_db
CANARY = "zwitscherkanari"
BASE = "/desk/admin/archive"


@pytest.fixture
def writer():
    return make_user("writer", "editor")


@pytest.fixture
def draft(writer):
    return make_article(title=f"{CANARY} draft", created_by=writer)


@pytest.fixture
def withheld(writer):
    """A withheld passage of a public article of somebody else."""
    shown = published(make_article(title="Shown to everybody", created_by=writer))
    return Passage.objects.create(
        article=shown, anchor="p1", position=1, verbatim=CANARY, audience="editors"
    )


@pytest.mark.parametrize("role", ["contributor", "editor", "administrator"])
def test_no_redirect_tells_the_title_of_a_record_that_is_guessed(enter, draft, role):
    client = enter("other", role)[0]
    for model in (Entry, Article):
        kind = ContentType.objects.get_for_model(model).pk
        answer = client.get(f"/desk/admin/r/{kind}/{draft.pk}/")
        assert answer.status_code == 404
        assert "Location" not in answer.headers


def test_the_desk_still_leads_to_the_page_of_a_concept(enter):
    tag = Tag.objects.create(scheme="theme", slug="surveillance", is_listed=True)
    text = enter("adam", "administrator")[0].get(f"{BASE}/tag/{tag.pk}/change/")
    assert f'href="{tag.get_absolute_url()}"' in text.content.decode()


@pytest.mark.parametrize(
    "page", ["change/", "history/", "withdraw/", "correct/", "discard/"]
)
def test_a_contributor_opens_no_page_on_what_another_published(carla, withheld, page):
    new = "" if page in ("change/", "history/") else page
    code = withheld.article.id_code
    former = f"{BASE}/article/{withheld.article_id}/{page}"
    for address in (former, f"/desk/articles/{code}/{new}"):
        check_refusal(carla, address)


def check_refusal(carla, address):
    for answer in (carla[0].get(address), carla[0].post(address, {"seen_edit": "0"})):
        assert answer.status_code == 403
        assert CANARY not in answer.content.decode()


@pytest.mark.parametrize("role", ["editor", "publisher"])
def test_an_editor_opens_what_another_published(enter, withheld, role):
    address = f"{BASE}/article/{withheld.article_id}/change/"
    answer = enter("other", role)[0].get(address, follow=True)
    assert answer.status_code == 200 and CANARY in answer.content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        "tag/?entry={pk}",
        "tag/?taggings__entry={pk}",
        "outlet/?articles={pk}",
        "region/?entry={pk}",
    ],
)
def test_a_list_is_filtered_only_as_it_offers(carla, draft, asked):
    tag = Tag.objects.create(scheme="person", slug="somebody", is_listed=True)
    Tagging.objects.create(entry=draft, tag=tag)
    assert carla[0].get(f"{BASE}/{asked.format(pk=draft.pk)}").status_code == 400


def test_a_name_leads_to_no_record_that_may_not_be_seen(carla, writer, draft):
    client, user = carla
    own = make_article(title="Own")
    record_creation(own, user)
    secret = published(make_source(title=f"{CANARY} person", created_by=writer))
    type(secret).objects.filter(pk=secret.pk).update(audience="editors")
    address = f"/desk/articles/{own.id_code}/"
    form = fields(client.get(address))
    for field, record in (
        ("citations-0-source", secret),
        ("placements-0-photo", draft),
    ):
        prefix = field.partition("-")[0]
        for typed in (record.id_code, str(record.pk), f"({record.id_code_display})"):
            sent = {**form, f"{prefix}-TOTAL_FORMS": "1", field: typed}
            answer = client.post(address, sent)
            assert answer.status_code == 200
            assert "We know no entry" in answer.content.decode()
            assert CANARY not in answer.content.decode(), field


def test_a_withheld_passage_is_no_evidence_of_a_contributor_s(carla, withheld):
    client, user = carla
    event = make_event(title="Own event")
    record_creation(event, user)
    address = f"/desk/events/{event.id_code}/"
    tied = {
        "evidence_rows-0-entry": withheld.article.id_code,
        "evidence_rows-0-anchor": withheld.anchor,
    }
    answer = client.post(address, {**fields(client.get(address)), **tied})
    assert not event.evidence_rows.exists()
    assert CANARY not in answer.content.decode()
    Evidence.objects.create(event=event, entry=withheld.article, passage=withheld)
    assert CANARY not in client.get(address).content.decode()


def test_what_the_desk_says_goes_into_no_cookie(dora):
    article = make_article(title=CANARY, status="in_review")
    answer = dora[0].post(f"/desk/articles/{article.id_code}/publish/", {"reason": "x"})
    assert answer.status_code == 302
    assert "messages" not in answer.cookies
