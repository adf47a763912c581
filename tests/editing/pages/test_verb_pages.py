"""Verbs at the desk: pages of entries and narratives, and actions on many at once."""

import pytest

from archive.editing.pages.verb_pages import VERB_TEXTS
from archive.editorial import RIGHTS, record_creation, submit
from archive.models import Entry, Narrative, NarrativeStep
from archive.models.history.chained_revision import VERBS_DONE
from tests.factories import make_article, make_event, make_photo, published

pytestmark = pytest.mark.django_db


def find_page(document, verb=""):
    return f"/desk/{document.kind}s/{document.id_code}/{verb and f'{verb}/'}"


def make_document(kind, by):
    """A draft of an article or of a narrative, entered by somebody."""
    if kind == "article":
        document = make_article(title="An article")
    else:
        document = Narrative.objects.create(title="A path")
        step = published(make_event())
        NarrativeStep.objects.create(narrative=document, position=1, entry=step)
    record_creation(document, by)
    document.refresh_from_db()
    return document


def choose(browser, action, entries):
    """What the list of all entries says after a verb on some of them."""
    data = {"verb": action, "entry": [entry.pk for entry in entries]}
    answer = browser.post("/desk/entries/all/", data, follow=True)
    return [str(message) for message in answer.context["messages"]]


@pytest.mark.only_on_sqlite("the page")
@pytest.mark.parametrize("kind", ["article", "narrative"])
def test_a_draft_goes_there_and_back_through_its_pages(kind, anna, dora):
    (writer, anna_account), (reviewer, _account) = anna, dora
    document = make_document(kind, anna_account)
    ways = [
        (writer, "submit", {"reason": ""}, "in_review"),
        (reviewer, "send_back", {"reason": "Who says so?"}, "draft"),
        (writer, "submit", {"reason": "Said so."}, "in_review"),
        (reviewer, "publish", {"reason": ""}, "published"),
        (reviewer, "withdraw", {"reason": "Asked for."}, "withdrawn"),
    ]
    for browser, verb, data, state in ways:
        assert browser.get(find_page(document, verb)).status_code == 200
        answer = browser.post(find_page(document, verb), data)
        assert answer["Location"] == find_page(document)
        document.refresh_from_db()
        assert document.status == state
    assert [row.reason for row in document.revisions.order_by("number")] == [
        "",
        "",
        "Who says so?",
        "Said so.",
        "",
        "Asked for.",
    ]


@pytest.mark.only_on_sqlite("the page")
@pytest.mark.parametrize("kind", ["article", "narrative"])
def test_a_refused_verb_says_why_and_keeps_the_reason(kind, anna, dora):
    document = make_document(kind, anna[1])
    submit(document, anna[1])
    browser, _account = dora
    answer = browser.post(find_page(document, "send_back"), {"reason": " "})
    assert answer.status_code == 400
    assert "Tell the author what is missing." in answer.content.decode()
    document.refresh_from_db()
    assert document.status == "in_review"


@pytest.mark.parametrize("kind", ["article", "narrative"])
def test_who_may_not_publish_is_told_and_nothing_happens(kind, anna, carla):
    document = make_document(kind, anna[1])
    submit(document, anna[1])
    answer = anna[0].post(find_page(document, "publish"), {})
    assert answer.status_code == 400
    assert "Ask somebody who may: publisher." in answer.content.decode()
    stranger = carla[0].post(find_page(document, "publish"), {})
    assert stranger.status_code in (403, 404)
    document.refresh_from_db()
    assert document.status == "in_review" and document.version == 0


@pytest.mark.only_on_sqlite("the page")
def test_captions_are_withdrawn_with_an_article_only_where_that_is_ticked(anna, dora):
    browser, _account = dora
    for is_ticked, state in ((False, "published"), (True, "withdrawn")):
        article, photo = published(make_article()), published(make_photo())
        article.placements.create(photo=photo, anchor="c1", position=1)
        data = {"reason": "Asked for."} | ({"with_captions": "on"} if is_ticked else {})
        browser.post(find_page(article, "withdraw"), data)
        photo.refresh_from_db()
        assert photo.status == state
    page = browser.get(find_page(published(make_photo()), "withdraw"))
    assert "with_captions" not in page.content.decode()


def test_several_drafts_are_submitted_at_once_and_each_is_told(anna):
    browser, account = anna
    drafts = [make_document("article", account) for _ in range(2)]
    public = published(make_article(title="A public one"))
    said = choose(browser, "submit", [*drafts, public])
    assert said.count("“An article” was submitted for review.") == 2
    assert sum("“A public one” has the status “published”" in one for one in said) == 1
    states = Entry.objects.filter(pk__in=[d.pk for d in drafts])
    assert set(states.values_list("status", flat=True)) == {"in_review"}
    public.refresh_from_db()
    assert public.status == "published"


def test_what_others_wrote_is_published_at_once_and_ones_own_is_not(anna, dora, enter):
    enter("eva", "publisher")
    browser, account = dora
    theirs, own = make_document("article", anna[1]), make_document("article", account)
    for entry, writer in ((theirs, anna[1]), (own, account)):
        submit(entry, writer)
    said = choose(browser, "publish", [theirs, own])
    assert "“An article” was published." in said
    assert any("publish it: eva" in one for one in said)
    theirs.refresh_from_db(), own.refresh_from_db()
    assert (theirs.status, theirs.version) == ("published", 1)
    assert (own.status, own.version) == ("in_review", 0)


@pytest.mark.parametrize("verb", VERB_TEXTS)
def test_a_button_is_a_few_words_and_says_in_a_sentence_what_it_does(verb):
    texts = VERB_TEXTS[verb]
    assert len(str(texts.label).split()) <= 4 and not str(texts.label).endswith(".")
    assert str(texts.means).endswith(".") and len(str(texts.means).split()) > 4
    assert texts.reason is None or len(str(texts.reason).split()) <= 4
    assert verb in RIGHTS and verb in VERBS_DONE


def test_only_a_correction_begins_without_a_reason():
    assert {v for v, texts in VERB_TEXTS.items() if texts.reason is None} == {"correct"}
    assert {v: texts.asks for v, texts in VERB_TEXTS.items() if texts.asks} == {
        "publish": ("override", "without_sources"),
        "withdraw": ("with_captions",),
    }
