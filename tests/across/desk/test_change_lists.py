"""Lists at the desk with rows in them, and what is done to several rows at once."""

import pytest

from archive.editorial import (
    INTEGRITY_CHECKS,
    correct,
    publish,
    record_creation,
    submit,
)
from archive.models import (
    Article,
    Correction,
    Entry,
    Event,
    Narrative,
    NarrativeStep,
    Outlet,
    Photo,
    Placement,
    Region,
    RegionName,
    Source,
    Tag,
    TagLabel,
)
from tests.admin.forms import fields
from tests.factories import make_article, make_event, make_photo, make_source

pytestmark = pytest.mark.django_db
MAKERS = {
    "article": make_article,
    "photo": make_photo,
    "source": make_source,
    "event": make_event,
}


def entered(make, by, title, *verbs):
    """An entry, entered by somebody and brought on by verbs: `(verb, by)`."""
    entry = make(title=title, language="de-CH", date="2019-02-03")
    record_creation(entry, by)
    for verb, who in verbs:
        verb(entry, who)
    return Entry.objects.get(pk=entry.pk)


def listed(client, model, query=""):
    answer = client.get(f"/desk/admin/archive/{model}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def list_entries(client, query=""):
    answer = client.get(f"/desk/entries/all/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("kind", list(MAKERS))
def test_the_list_of_all_entries_has_a_row_an_entry_with_its_state(anna, dora, kind):
    make = MAKERS[kind]
    entered(make, anna[1], "A draft of mine")
    entered(make, anna[1], "To be read", (submit, anna[1]))
    public = entered(make, anna[1], "For all", (submit, anna[1]), (publish, dora[1]))
    copy = correct(public, anna[1])
    make(title="Of no list", import_key="x") if kind != "article" else None
    for query in ("", f"?kind={kind}"):
        text = list_entries(anna[0], query)
        for title in ("A draft of mine", "To be read", "For all"):
            assert title in text
        assert "in review" in text and "correction" in text
        assert f"/desk/{kind}s/{copy.id_code}/" in text
    named = list_entries(anna[0], "?q=For+all")
    assert "For all" in named and "To be read" not in named
    other = "event" if kind != "event" else "source"
    assert "For all" not in list_entries(anna[0], f"?kind={other}")


def test_a_contributor_lists_what_is_public_and_their_own(anna, dora, carla):
    entered(make_article, anna[1], "Of another")
    entered(make_article, anna[1], "For all", (submit, anna[1]), (publish, dora[1]))
    entered(make_article, carla[1], "My own")
    text = list_entries(carla[0])
    assert "My own" in text and "For all" in text and "Of another" not in text


def test_lists_of_vocabularies_and_narratives_have_rows(anna, enter):
    region = Region.objects.create(code="CN-XJ", level="province", is_listed=True)
    RegionName.objects.create(
        region=region, language="en", name="Xinjiang", is_preferred=True
    )
    tag = Tag.objects.create(scheme="theme", slug="cameras", is_listed=True)
    TagLabel.objects.create(tag=tag, language="en", label="Cameras", is_preferred=True)
    Outlet.objects.create(slug="paper", name="A paper")
    path = Narrative.objects.create(title="A path", language="en")
    record_creation(path, anna[1])
    admin, _user = enter("admin", "administrator")
    assert "CN-XJ" in listed(admin, "region")
    assert "Cameras" in listed(admin, "tag") or "cameras" in listed(admin, "tag")
    assert "A paper" in listed(admin, "outlet")
    assert "anna" in listed(admin, "user")
    assert "A path" in anna[0].get("/desk/narratives/").content.decode()
    assert "CN-XJ" in listed(admin, "region", "?q=Xinjiang")
    assert "cameras" in listed(admin, "tag", "?q=Cameras").casefold()


def call_on(client, kind, verb, entries):
    """Choose entries of a list and a verb; the page with its messages."""
    sent = {"verb": verb, "entry": [entry.pk for entry in entries]}
    answer = client.post(f"/desk/entries/all/?kind={kind}", sent, follow=True)
    return [(message.level_tag, str(message)) for message in answer.context["messages"]]


@pytest.mark.parametrize("kind", list(MAKERS))
def test_several_entries_are_submitted_and_published_at_once(anna, dora, kind):
    make = MAKERS[kind]
    drafts = [entered(make, anna[1], f"Number {n}") for n in range(3)]
    told = call_on(anna[0], kind, "submit", drafts[:2])
    assert [level for level, _text in told] == ["success", "success"]
    states = [Entry.objects.get(pk=draft.pk).status for draft in drafts]
    assert states == ["in_review", "in_review", "draft"]

    told = call_on(dora[0], kind, "publish", drafts)
    # The third was not submitted: it is refused, and keeps nobody else back.
    assert sorted(level for level, _text in told) == ["error", "success", "success"]
    states = [Entry.objects.get(pk=draft.pk).status for draft in drafts]
    assert states == ["published", "published", "draft"]
    verbs = [row.verb for row in drafts[0].revisions.order_by("number")]
    assert verbs == ["create", "submit", "publish"]
    by = drafts[0].revisions.get(verb="publish").by
    assert by == dora[1]


def test_nobody_publishes_several_of_their_own_or_without_the_role(anna, dora, carla):
    own = entered(make_article, dora[1], "Of Dora", (submit, dora[1]))
    other = entered(make_article, anna[1], "Of Anna", (submit, anna[1]))
    enter_erna = make_article(title="Of Carla")
    record_creation(enter_erna, carla[1])
    told = call_on(anna[0], "article", "publish", [own, other])
    assert {level for level, _text in told} == {"error"}
    told = call_on(dora[0], "article", "publish", [own, other])
    assert sorted(level for level, _text in told) == ["error", "success"]
    assert Entry.objects.get(pk=own.pk).status == "in_review"
    assert Entry.objects.get(pk=other.pk).status == "published"
    # What a contributor may not see, their action does not reach.
    hidden = entered(make_article, anna[1], "A draft of Anna's")
    assert call_on(carla[0], "article", "submit", [hidden, enter_erna]) == []
    assert Entry.objects.get(pk=hidden.pk).status == "draft"
    call_on(carla[0], "article", "submit", [enter_erna])
    assert Entry.objects.get(pk=hidden.pk).status == "draft"
    assert Entry.objects.get(pk=enter_erna.pk).status == "in_review"


@pytest.fixture
def placed(anna):
    """A draft of an article with two captions that are drafts too."""
    article = entered(make_article, anna[1], "An article")
    for number in (1, 2):
        photo = make_photo(title=f"Photo {number} of 2", caption=f"Mast {number}.")
        record_creation(photo, anna[1])
        Placement.objects.create(
            article_id=article.pk, photo=photo, anchor=f"c{number}", position=number
        )
    return article.article


def test_captions_are_edited_from_their_article(anna, dora, placed):
    address = f"/desk/articles/{placed.id_code}/"
    sent = fields(anna[0].get(address)) | {
        "placements-0-caption": "Ein Mast am Tor.",
        "placements-0-reading": "Ein Mast am Tore.",
        "placements-0-emendation": "A slip of the printer.",
        "placements-0-credit_line": "Bild: dpa",
        "placements-0-alt_text": "A mast.",
        "placements-0-series_heading": "Masts",
    }
    assert anna[0].post(address, sent).status_code == 302
    first, second = Photo.objects.order_by("pk")
    assert (first.caption, first.reading) == ("Ein Mast am Tor.", "Ein Mast am Tore.")
    assert (first.credit_line, first.alt_text) == ("Bild: dpa", "A mast.")
    assert first.emendation == "A slip of the printer."
    assert placed.placements.get(anchor="c1").series_heading == "Masts"
    assert [r.verb for r in first.revisions.order_by("number")] == ["create", "edit"]
    assert first.revisions.last().by == anna[1]
    # The other one was not touched: no change is recorded of it.
    assert second.caption == "Mast 2."
    assert [r.verb for r in second.revisions.all()] == ["create"]
    form = fields(anna[0].get(address))
    assert form["placements-0-caption"] == "Ein Mast am Tor."
    refused = anna[0].post(address, form | {"placements-0-emendation": ""})
    assert refused.status_code == 200 and "who emended" in refused.content.decode()
    assert integrity() == []


def test_a_caption_of_somebody_else_is_not_edited_by_a_contributor(anna, carla, placed):
    mine = make_article(title="Of Carla")
    record_creation(mine, carla[1])
    photo = Photo.objects.order_by("pk").first()
    Placement.objects.create(article=mine, photo=photo, anchor="c1", position=1)
    address = f"/desk/articles/{mine.id_code}/"
    sent = fields(carla[0].get(address)) | {"placements-0-caption": "Changed."}
    carla[0].post(address, sent)
    photo.refresh_from_db()
    assert photo.caption == "Mast 1."


def test_new_captions_are_recorded_by_the_name_they_get(anna, placed):
    address = f"/desk/articles/{placed.id_code}/"
    sent = fields(anna[0].get(address)) | {
        "placements-TOTAL_FORMS": "3",
        "placements-2-caption": "Mast 3.",
    }
    assert anna[0].post(address, sent).status_code == 302
    new = Photo.objects.latest("pk")
    assert (new.title, new.caption) == ("Mast 3", "Mast 3.")
    assert integrity() == []


def integrity():
    """What `verify` finds, but for the index, which nobody wrote here."""
    return [
        f"{finding.where}: {finding.message}"
        for name, check in INTEGRITY_CHECKS.items()
        if name != "index"
        for finding in check()
    ]


def test_a_narrative_is_sent_back_from_its_page(anna, dora):
    event = entered(make_event, anna[1], "Found", (submit, anna[1]), (publish, dora[1]))
    path = Narrative.objects.create(title="A path", language="en")
    NarrativeStep.objects.create(narrative=path, position=1, entry=event)
    record_creation(path, anna[1])
    submit(path, anna[1])
    page = f"/desk/narratives/{path.id_code}"
    assert "Send back" in dora[0].get(f"{page}/").content.decode()
    answer = dora[0].post(f"{page}/send_back/", {"reason": ""})
    assert answer.status_code == 400
    assert "Tell the author what is missing" in answer.content.decode()
    path.refresh_from_db()
    assert path.status == "in_review"
    answer = dora[0].post(f"{page}/send_back/", {"reason": "Another step."})
    assert answer.status_code == 302
    path.refresh_from_db()
    assert path.status == "draft"
    last = path.revisions.last()
    assert (last.verb, last.by, last.reason) == ("send_back", dora[1], "Another step.")
    assert "Another step." in anna[0].get(f"{page}/").content.decode()


@pytest.mark.parametrize(
    ("model", "make"),
    [
        (Article, make_article),
        (Source, make_source),
        (Photo, make_photo),
        (Event, make_event),
    ],
)
def test_a_correction_is_sent_back_from_its_page(anna, dora, model, make):
    public = entered(make, anna[1], "For all", (submit, anna[1]), (publish, dora[1]))
    copy = correct(public, anna[1])
    Correction.objects.create(entry=copy, was_wrong="-", is_right="-")
    submit(copy, anna[1])
    page = f"/desk/{copy.kind}s/{copy.id_code}"
    dora[0].post(f"{page}/send_back/", {"reason": "Which day?"})
    assert model.objects.get(pk=copy.pk).status == "draft"
    assert Entry.objects.get(pk=public.pk).status == "published"
