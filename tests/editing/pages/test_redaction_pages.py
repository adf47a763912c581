"""The page on which words are withheld, shown again and erased."""

import pytest
from django.test import Client

from archive import editorial
from archive.importers.captures import store_file_capture
from archive.models import Capture, Narrative, NarrativeStep, Redaction
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db
WORDS = "Maria Muster"


@pytest.fixture
def article():
    made = make_article(title=f"Cameras watch {WORDS}", language="en")
    editorial.record_creation(made, None)
    editorial.submit(made, None)
    editorial.publish(made, None)
    return made


def sign_in(name, role):
    client = Client()
    client.force_login(make_user(name, role))
    return client


def page(record):
    return f"/desk/{record.kind}s/{record.id_code}/redactions/"


def test_a_publisher_looks_withholds_shows_again_and_two_erase(article, client):
    dora, emil = sign_in("dora", "publisher"), sign_in("emil", "publisher")
    change = f"/desk/articles/{article.id_code}/"
    assert page(article) in dora.get(change).content.decode()
    sent = {"words": WORDS, "reason": "Asked for.", "pseudonym": "Anna"}
    looked = dora.post(page(article), {**sent, "look": "1"}).content.decode()
    assert "article" in looked and "title" in looked and "state" in looked
    assert not Redaction.objects.exists()
    assert dora.post(page(article), sent).status_code == 302
    shown = client.get(f"/entries/{article.id_code}", follow=True).content.decode()
    assert "⟦Anna⟧" in shown and "Muster" not in shown
    made = Redaction.objects.get()
    act = {"redaction": made.pk, "reason": "She agreed."}
    dora.post(page(article), {**act, "action": "restore"})
    assert "Muster" in client.get(f"/entries/{article.id_code}.txt").content.decode()
    dora.post(page(article), sent)
    made = Redaction.objects.get(restored_at=None)
    act = {"redaction": made.pk, "reason": ""}
    dora.post(page(article), {**act, "action": "ask"})
    dora.post(page(article), {**act, "action": "confirm"})
    made.refresh_from_db()
    assert made.erased_at is None
    store_file_capture(article, None, "a.pdf", b"%PDF-1.7\nbroken", Capture())
    emil.post(page(article), {**act, "action": "confirm"})
    made.refresh_from_db()
    assert made.erased_at is None
    shown = emil.get(page(article)).content.decode()
    assert (
        "can&#x27;t search these files" in shown and 'name="are_others_read"' in shown
    )
    emil.post(page(article), {**act, "action": "confirm", "are_others_read": "on"})
    made.refresh_from_db()
    assert made.erased_at and made.words == ""
    assert emil.get(page(article)).status_code == 302  # all sessions have ended


@pytest.mark.only_on_sqlite("the page")
def test_what_is_wrong_is_said_beside_what_was_typed(article):
    dora = sign_in("dora", "publisher")
    sent = {"words": "not in the text", "reason": "Asked for."}
    answer = dora.post(page(article), sent)
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "in no text of this entry" in text and "not in the text" in text


@pytest.mark.only_on_sqlite("the page")
@pytest.mark.parametrize("role", ["", "contributor", "editor"])
def test_nobody_else_sees_withheld_words(article, role):
    dora, other = sign_in("dora", "publisher"), sign_in("carla", role)
    sent = {"words": WORDS, "reason": "Asked for."}
    dora.post(page(article), sent)
    answer = other.get(page(article), follow=True)
    assert WORDS not in answer.content.decode()
    assert other.get(page(article)).status_code in (302, 403, 404)
    made = Redaction.objects.get()
    act = {"redaction": made.pk, "reason": "x", "action": "restore"}
    assert other.post(page(article), act).status_code in (302, 403, 404)
    made.refresh_from_db()
    assert made.restored_at is None


def test_a_story_trail_has_the_page_too(article):
    trail = Narrative.objects.create(title=f"{WORDS}, step by step", language="en")
    NarrativeStep.objects.create(narrative=trail, position=1, entry=article)
    editorial.record_creation(trail, None)
    dora = sign_in("dora", "publisher")
    sent = {"words": WORDS, "reason": "Asked for."}
    assert dora.post(page(trail), sent).status_code == 302
    trail.refresh_from_db()
    assert trail.title == "⟦withheld⟧, step by step"
