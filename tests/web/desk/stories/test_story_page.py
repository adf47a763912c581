"""The page on which a story is made, returned and published."""

import pytest
from django.test import Client

from archive.editorial import record_creation, submit_story
from archive.importers import intakes
from archive.models import (
    Article,
    Citation,
    Entry,
    EntryRegion,
    Event,
    Intake,
    Outlet,
    Photo,
    Region,
    RegionName,
    Source,
    Tag,
    Tagging,
    TagLabel,
)
from tests.admin.forms import fields
from tests.factories import make_article, make_source, make_user

pytestmark = pytest.mark.django_db
PAGE = """Musterstadt kauft Kameras
Von Anna Beispiel
20. Februar 2019
Die Musterstadt hat neue Kameras zur Gesichtserkennung gekauft, wie bekannt wurde.
Laut Max Muster sollen sie an jeder Kreuzung stehen und alles aufzeichnen.
Eine Kamera an einem Mast in Musterstadt. Bild: dpa
Noch eine Kamera. Bild: dpa
"""


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def vocabulary():
    land = Region.objects.create(code="DE", level="country")
    RegionName.objects.create(
        region=land, language="en", name="Deutschland", is_preferred=True
    )
    for code in ("DE-1", "DE-2"):
        region = Region.objects.create(code=code, level="county", parent=land)
        RegionName.objects.create(
            region=region, language="en", name="Musterstadt", is_preferred=True
        )
    tag = Tag.objects.create(scheme="technology", slug="facial-recognition")
    TagLabel.objects.create(
        tag=tag, language="de", label="Gesichtserkennung", is_preferred=True
    )


@pytest.fixture
def anna():
    return enter(make_user("anna", "editor"))


@pytest.fixture
def carla():
    return enter(make_user("carla", "contributor"))


def enter(user):
    client = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def path(anna):
    return paste(anna)


def paste(client):
    """Paste the page and save its draft; the address of its story."""
    client.post("/desk/intake/new/", {"text": PAGE})
    intake = f"/desk/intake/{Intake.objects.latest('pk').pk}/"
    answer = client.post(intake, fields(client.get(intake)))
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def send(client, path, **sent):
    return client.post(path, {**fields(client.get(path)), **sent}, follow=True)


def text(answer):
    return answer.content.decode()


def region(code):
    return Region.objects.get(code=code)


def test_a_draft_from_the_intake_goes_on_to_its_story(anna, path):
    assert path == f"/desk/stories/{Article.objects.get().id_code}/"
    assert anna.get(path).status_code == 200


def test_each_place_of_a_name_is_proposed_with_its_path(anna, path):
    page = text(anna.get(path))
    for code in ("DE-1", "DE-2"):
        assert f"region_{region(code).pk}" in page
    assert page.count("Deutschland") >= 2
    assert not EntryRegion.objects.exists()


def test_proposals_are_taken_one_by_one(anna, path):
    tag = Tag.objects.get()
    chosen = region("DE-2")
    sent = {
        f"region_{chosen.pk}": "on",
        f"role_{chosen.pk}": "happened_in",
        f"tag_{tag.pk}": "on",
        "source-0-use": "on",
        "event-0-title": "Kameras gekauft",
        "event-0-passage": "p1",
        "fill_captions": "on",
    }
    answer = send(anna, path, **sent)
    assert "4 entries saved." in text(answer)
    article = Article.objects.get()
    tie = EntryRegion.objects.get(entry=article)
    assert (tie.region, tie.role) == (chosen, "happened_in")
    source = Source.objects.get()
    assert (source.title, source.source_kind) == ("Max Muster", "person")
    assert Citation.objects.get().passage.anchor == "p2"
    event = Event.objects.get()
    assert event.evidence_rows.get().passage.anchor == "p1"
    assert event.date == "[..2019-02-20]"
    for photo in Photo.objects.all():
        assert photo.date == "[..2019-02-20]"
        assert Tagging.objects.get(entry=photo).tag == tag
        assert EntryRegion.objects.get(entry=photo).region == chosen


def test_a_day_told_from_another_is_refused_where_the_article_is_of_another_day(
    anna, path
):
    sent = {"event-0-title": "Kameras gekauft", "event-0-date": "gestern"}
    answer = send(anna, path, **sent)
    assert answer.status_code == 400
    assert "can be 2019-02-19 or 20" in text(answer)
    send(anna, path, **(sent | {"event-0-date": "gestern (20.2.2019)"}))
    assert Event.objects.get().date == "2019-02-19"


def test_nothing_is_taken_that_nobody_chose(anna, path):
    send(anna, path)
    assert not Source.objects.exists()
    assert not Event.objects.exists()
    assert not EntryRegion.objects.exists()
    assert not Tagging.objects.exists()
    assert Article.objects.get().edit_number == 0


def test_what_was_entered_stays_where_one_field_is_wrong(anna, path):
    answer = send(
        anna,
        path,
        date="the day before",
        more_regions="Atlantis",
        more_tags="Wetter",
        outlet="The Unknown Post",
        **{"source-0-title": "Kept title", "event-0-title": "Kept event"},
    )
    page = text(answer)
    assert answer.status_code == 400
    for kept in ("the day before", "Atlantis", "Wetter", "The Unknown Post"):
        assert kept in page
    assert "Kept title" in page and "Kept event" in page
    assert "We know no region “Atlantis”" in page
    assert "We know no tag “Wetter”" in page
    assert "We know no outlet “The Unknown Post”" in page
    assert not Event.objects.exists()


def test_a_name_of_two_places_asks_for_the_code(anna, path):
    page = text(send(anna, path, more_regions="Musterstadt"))
    assert "Several places are called “Musterstadt”" in page
    assert "DE-1" in page and "DE-2" in page
    send(anna, path, more_regions="DE-1", more_role="shown")
    tie = EntryRegion.objects.get()
    assert (tie.region.code, tie.role) == ("DE-1", "shown")


def test_an_outlet_is_chosen_or_added_by_its_name(anna, path):
    Outlet.objects.create(slug="bote", name="Der Bote")
    send(anna, path, outlet="der bote")
    assert Article.objects.get().outlet.slug == "bote"
    send(anna, path, outlet="Neues Blatt", new_outlet="on")
    assert Article.objects.get().outlet.slug == "neues-blatt"


def test_a_contributor_does_not_add_an_outlet(carla):
    page = text(send(carla, paste(carla), outlet="Neues Blatt", new_outlet="on"))
    assert "Ask an editor to add it" in page
    assert not Outlet.objects.exists()


def test_a_source_that_the_archive_has_is_cited_and_not_made_again(anna, path):
    old = make_source(title="Old", original_url="https://example.org/a")
    page = text(
        send(
            anna,
            path,
            **{"source-1-title": "New", "source-1-original_url": old.original_url},
        )
    )
    assert "The archive has this source" in page and "Old" in page
    send(anna, path, **{"source-1-existing": old.id_code})
    assert Citation.objects.get().source == old
    assert Source.objects.count() == 1


def test_a_contributor_cannot_find_hidden_sources_by_their_titles(carla):
    make_source(title="Secret", audience="editors")
    page = text(send(carla, paste(carla), **{"source-1-existing": "Secret"}))
    assert "We know no source" in page
    assert not Citation.objects.exists()


def test_ties_are_removed_by_their_boxes(anna, path):
    article = Article.objects.get()
    tie = EntryRegion.objects.create(entry=article, region=region("DE-1"))
    tagging = Tagging.objects.create(entry=article, tag=Tag.objects.get())
    citation = Citation.objects.create(entry=article, source=make_source())
    send(
        anna,
        path,
        **{
            f"drop_region_{tie.pk}": "on",
            f"drop_tag_{tagging.pk}": "on",
            f"drop_citation_{citation.pk}": "on",
        },
    )
    assert not EntryRegion.objects.exists()
    assert not Tagging.objects.exists()
    assert not Citation.objects.exists()


def test_two_people_bring_a_story_to_its_readers(anna, path):
    dora = enter(make_user("dora", "publisher"))
    send(anna, path, verb="submit", **{"source-0-use": "on"})
    assert set(Entry.objects.values_list("status", flat=True)) == {"in_review"}
    page = send(dora, path, verb="publish")
    assert "The story was published (4 entries)." in text(page)
    assert Entry.objects.public().count() == 4


def test_what_is_typed_beside_a_verb_is_saved_with_it(anna, path):
    send(anna, path, verb="submit", **{"event-0-title": "Kameras gekauft"})
    assert Event.objects.get().status == "in_review"


def test_a_story_comes_back_with_the_reason(anna, path):
    dora = enter(make_user("dora", "publisher"))
    send(anna, path, verb="submit")
    assert "Tell the author what is missing" in text(send(dora, path, verb="send_back"))
    send(dora, path, verb="send_back", reason="Who says so?")
    assert set(Entry.objects.values_list("status", flat=True)) == {"draft"}


def test_a_publisher_publishes_what_they_read(anna, path):
    dora = enter(make_user("dora", "publisher"))
    send(anna, path, verb="submit")
    read = fields(dora.get(path))
    send(anna, path, **{"event-0-title": "Late"})
    page = dora.post(path, {**read, "verb": "publish"}, follow=True)
    assert "read the story again" in text(page)
    assert not Entry.objects.public().exists()


def test_a_correction_made_beside_publishing_needs_another_person(anna, path):
    make_user("eva", "publisher")
    dora = enter(make_user("dora", "publisher"))
    send(anna, path, verb="submit")
    page = send(dora, path, verb="publish", more_tags="Gesichtserkennung")
    assert "publish it: eva" in text(page)
    assert Tagging.objects.exists()
    assert not Entry.objects.public().exists()


def test_two_who_save_at_once_lose_nothing(anna, path):
    read = fields(anna.get(path))
    send(anna, path, language="de-AT")
    answer = anna.post(path, {**read, "more_tags": "Gesichtserkennung"})
    assert answer.status_code == 400
    assert "still in the form" in text(answer)
    assert "Gesichtserkennung" in text(answer)
    assert not Tagging.objects.exists()


def test_the_author_reads_the_story_in_review_and_changes_nothing(carla):
    path = paste(carla)
    send(carla, path, verb="submit")
    page = text(carla.get(path))
    assert 'name="more_tags"' not in page and "Before publication" in page
    assert 'value="publish"' not in page and 'value="send_back"' in page
    sent = {"verb": "publish", "source_rows": "0", "more_tags": "Gesichtserkennung"}
    carla.post(path, sent)
    assert not Tagging.objects.exists()
    assert not Entry.objects.public().exists()


@pytest.mark.parametrize("role", ["", "contributor", "administrator"])
def test_nobody_below_an_editor_sees_the_story_of_another(role, anna, path):
    client = Client()
    if role:
        client.force_login(make_user("other", role))
    answer = client.get(path)
    assert answer.status_code in (302, 403, 404)
    assert "Musterstadt" not in text(answer)


def test_a_contributor_sees_no_source_of_others_in_their_own_story(carla):
    path = paste(carla)
    article = Article.objects.get()
    secret = make_source(title="Zwitscherkanari", audience="editors")
    record_creation(secret, make_user("anna", "editor"))
    Citation.objects.create(entry=article, source=secret)
    assert "Zwitscherkanari" not in text(carla.get(path))
    send(carla, path, verb="submit")
    assert Entry.objects.get(pk=secret.pk).status == "draft"


def test_what_is_left_out_is_listed_with_its_reason(anna, path):
    passage = Article.objects.get().passages.first()
    passage.left_out_because = "outside the article"
    passage.kind = "boilerplate"
    passage.save()
    page = text(anna.get(path))
    assert "1 passage is left out" in page
    assert page.index("Left out") < page.rindex(passage.verbatim)


def test_the_story_of_another_kind_of_entry_is_not_there(anna):
    source = make_source()
    assert anna.get(f"/desk/stories/{source.id_code}/").status_code == 404


def test_captions_that_are_public_are_shown_without_fields(anna, path):
    dora = enter(make_user("dora", "publisher"))
    send(anna, path, verb="submit")
    send(dora, path, verb="publish")
    page = text(anna.get(path))
    assert "Noch eine Kamera" in page and "-alt_text" not in page


def test_a_page_with_many_captions_asks_few_queries(
    anna, path, django_assert_max_num_queries
):
    article = Article.objects.get()
    for number in range(3, 14):
        photo = Photo.objects.create(title=f"Photo {number}", caption="Musterstadt.")
        article.placements.create(photo=photo, anchor=f"c{number}", position=number)
    anna.get(path)
    with django_assert_max_num_queries(75):
        anna.get(path)


def test_the_intake_is_read_once(anna, path):
    assert intakes.load_original(Intake.objects.get()) == PAGE.encode()


def test_a_story_of_nobody_is_submitted_by_an_editor(anna):
    article = make_article(title="Found in a drawer")
    record_creation(article, None)
    submit_story(article, anna.user)
    assert Entry.objects.get().status == "in_review"
