"""What is entered on the page of a story is saved as one, with a revision for each
entry."""

import pytest
from django.core.exceptions import ValidationError

from archive.editorial import (
    CaptionChange,
    EditorialError,
    NewCitation,
    NewEvent,
    StoryChanges,
    change_story,
    correct,
    record_creation,
)
from archive.models import (
    Article,
    Entry,
    EntryRegion,
    Event,
    Outlet,
    Passage,
    Photo,
    Placement,
    Region,
    Revision,
    Source,
    Tag,
    Tagging,
)
from tests.factories import make_article, make_photo, make_source, make_user, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return make_user("anna", "editor")


@pytest.fixture
def place():
    return Region.objects.create(code="CN-XJ", level="province")


@pytest.fixture
def other_place():
    return Region.objects.create(code="CN-371082", level="county")


@pytest.fixture
def tag():
    return Tag.objects.create(scheme="theme", slug="cameras")


@pytest.fixture
def article(anna):
    article = make_article(title="Cameras", date="2019-02-20", language="de-CH")
    record_creation(article, anna)
    for number in (1, 2):
        photo = make_photo(title=f"Photo {number}")
        record_creation(photo, anna)
        Placement.objects.create(
            article=article, photo=photo, anchor=f"c{number}", position=number
        )
    return Article.objects.get(pk=article.pk)


def change(article, by, **changes):
    return change_story(article, by, StoryChanges(article.edit_number, **changes))


def get_ties(entry):
    ties = EntryRegion.objects.filter(entry=entry)
    return set(ties.values_list("region__code", "role"))


def test_all_that_belongs_to_an_article_is_made_in_one_step(article, anna, place, tag):
    outlet = Outlet.objects.create(slug="post", name="The Post")
    passage = Passage.objects.create(
        article=article, anchor="p1", position=1, verbatim="According to Vic."
    )
    keys = set(article.photos.values_list("pk", flat=True))
    changed = change(
        article,
        anna,
        columns={"outlet": outlet},
        regions=[(place, "about")],
        tags=[tag],
        citations=[
            NewCitation("reports", passage, new={"title": "V", "source_kind": "person"})
        ],
        events=[NewEvent({"title": "Found"}, passage)],
        filled_captions=keys,
    )
    assert [e.kind for e in changed] == ["article", "event", "photo", "photo"]
    source, event = Source.objects.get(), Event.objects.get()
    assert (source.title, source.language, source.status) == ("V", "de-CH", "draft")
    assert article.citations.get().passage == passage
    assert (event.date, event.created_by) == ("[..2019-02-20]", anna)
    assert get_ties(event) == {("CN-XJ", "about")}
    evidence = event.evidence_rows.get()
    assert (evidence.entry_id, evidence.passage) == (article.pk, passage)
    for photo in Photo.objects.all():
        assert photo.date == "[..2019-02-20]"
        assert get_ties(photo) == {("CN-XJ", "about")}
        assert Tagging.objects.get(entry=photo).tag == tag
    assert Article.objects.get().outlet == outlet
    rows = Revision.objects.filter(verb="edit").values_list("entry__kind", flat=True)
    assert sorted(rows) == ["article", "photo", "photo"]


def test_a_caption_keeps_what_it_has(article, anna, place, other_place):
    photo = Photo.objects.get(title="Photo 1")
    photo.date = "2018"
    photo.save()
    EntryRegion.objects.create(entry=photo, region=other_place, role="shown")
    change(article, anna, regions=[(place, "about")], filled_captions=[photo.pk])
    photo.refresh_from_db()
    assert (photo.date, get_ties(photo)) == ("2018", {("CN-371082", "shown")})


def test_where_it_was_published_is_not_where_a_photo_was_taken(article, anna, place):
    photo = Photo.objects.get(title="Photo 1")
    regions = [(place, "published_in")]
    change(article, anna, regions=regions, filled_captions=[photo.pk])
    assert get_ties(photo) == set()


def test_a_caption_has_its_own_places_and_words(article, anna, other_place):
    photo = Photo.objects.get(title="Photo 2")
    entered = CaptionChange({"alt_text": "A mast."}, [other_place])
    assert change(article, anna, captions={photo.pk: entered}) == [photo]
    photo.refresh_from_db()
    assert photo.alt_text == "A mast."
    assert get_ties(photo) == {("CN-371082", "shown")}
    assert change(article, anna, captions={photo.pk: entered}) == []


def test_the_caption_of_another_article_is_not_changed(article, anna):
    other = make_photo(title="Elsewhere")
    record_creation(other, anna)
    change(article, anna, captions={other.pk: CaptionChange({"alt_text": "No."})})
    other.refresh_from_db()
    assert other.alt_text == ""


def test_a_public_caption_is_not_changed_behind_its_versions(article, anna, place):
    photo = published(Photo.objects.get(title="Photo 1"))
    change(article, anna, regions=[(place, "about")], filled_captions=[photo.pk])
    assert get_ties(photo) == set()


def test_an_event_of_a_correction_rests_on_the_entry_that_stays(anna):
    article = published(make_article(date="2019"))
    copy = correct(Entry.objects.get(pk=article.pk), anna)
    change(Article.objects.get(pk=copy.pk), anna, events=[NewEvent({"title": "Found"})])
    event = Event.objects.get()
    assert event.evidence_rows.get().entry_id == article.pk
    assert event.date == "[..2019-12-31]"


def test_a_plan_does_not_take_the_date_of_what_reports_it(article, anna):
    plan = {"title": "Points for all", "event_kind": "plan"}
    change(article, anna, events=[NewEvent(plan)])
    assert Event.objects.get().date == ""


def test_nothing_is_saved_where_somebody_else_saved_meanwhile(article, anna, tag):
    Entry.objects.filter(pk=article.pk).update(edit_number=7)
    with pytest.raises(EditorialError, match="still in the form"):
        change(article, anna, tags=[tag], events=[NewEvent({"title": "Found"})])
    assert not Tagging.objects.exists()
    assert not Event.objects.exists()


def test_nothing_is_saved_where_one_part_is_refused(article, anna, tag):
    Article.objects.filter(pk=article.pk).update(text_is="own_words")
    quoting = NewCitation("quotes", source=make_source())
    with pytest.raises(ValidationError):
        change(article, anna, tags=[tag], citations=[quoting])
    assert not Tagging.objects.exists()


def test_the_article_of_another_is_not_changed(article, tag):
    carla = make_user("carla", "contributor")
    with pytest.raises(EditorialError):
        change(article, carla, tags=[tag])
    assert not Tagging.objects.exists()


def test_ties_are_dropped_from_their_own_article_only(article, anna, tag):
    other = make_article()
    kept = Tagging.objects.create(entry=other, tag=tag)
    gone = Tagging.objects.create(entry=article, tag=tag)
    change(article, anna, dropped_tags=[kept.pk, gone.pk])
    assert list(Tagging.objects.all()) == [kept]
