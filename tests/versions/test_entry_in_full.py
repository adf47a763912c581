"""An entry with all that an editor entered."""

from __future__ import annotations

import pytest

from archive.editorial import find_public_state, publish, read_draft_state
from archive.models import Citation, Entry, Passage, Photo, Placement
from archive.versions import load_entry_in_full
from tests.factories import make_article, make_photo, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    made = make_article(audience="editors")
    Passage.objects.create(
        article=made, anchor="p1", position=1, verbatim="Secret.", audience="editors"
    )
    Passage.objects.create(
        article=made,
        anchor="p2",
        position=2,
        verbatim="Menu",
        kind="boilerplate",
        left_out_because="menu",
    )
    photo = make_photo(caption="In winter.", status="in_review")
    Placement.objects.create(article=made, photo=photo, anchor="c1", position=1)
    Citation.objects.create(entry=made, source=make_source(title="A draft source"))
    made.status = "in_review"
    made.save()
    return made


def test_what_readers_never_see_is_in_it(article):
    full = load_entry_in_full(read_draft_state(article), captions="live")
    assert [p.verbatim for p in full.passages] == ["Secret.", "Menu"]
    assert [c.entry.title for c in full.sources] == ["A draft source"]
    assert [p.photo.caption for p in full.photos] == ["In winter."]
    assert full.entry.audience == "editors"


def test_captions_are_those_of_the_publication_or_of_today(article):
    publish(article, None)
    Photo.objects.update(caption="In spring.")
    entry = Entry.objects.get(pk=article.pk)
    public = find_public_state(entry)
    published = load_entry_in_full(public)
    live = load_entry_in_full(public, captions="live")
    captions = [one.photos[0].photo.caption for one in (published, live)]
    assert captions == ["In winter.", "In spring."]
