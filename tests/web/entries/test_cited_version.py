"""A link that carries a version says what became of what it cites."""

import re

import pytest

from archive.editorial import correct, publish
from archive.models import Entry, Passage
from tests.factories import make_article, make_photo
from tests.markup import page_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(make_once):
    """An article whose second version changed p2, lost p3 and withheld p4."""
    return make_once(make_corrected_article)


def make_corrected_article():
    made = make_article(title="Shown")
    for number in range(1, 5):
        Passage.objects.create(
            article=made,
            anchor=f"p{number}",
            position=number,
            verbatim=f"Sentence {number} of the text.",
        )
    publish(made, None)
    copy = correct(made, None)
    mine = Passage.objects.filter(article=copy.pk)
    mine.filter(anchor="p2").update(verbatim="Another sentence.")
    mine.filter(anchor="p3").delete()
    mine.filter(anchor="p4").update(audience="editors")
    publish(copy, None)
    return Entry.objects.get(pk=made.pk)


def page(client, entry, **query):
    return client.get(entry.get_absolute_url(), query)


def test_a_link_to_an_older_version_tells_each_passage(client, article):
    text = page_text(page(client, article, v=1))
    assert "Your link cites version 1" in text and "You are reading version 2." in text
    base = f"/entries/{article.id_code}"
    assert re.search(
        rf'<a href="{base}/diff/1/2/#p2">\s*Passage 2: changed\s*</a>', text
    )
    assert re.search(rf'<a href="{base}/v1/#p3">\s*Passage 3: removed\s*</a>', text)
    assert "Passage 4: withheld" in text and "1 passage is unchanged" in text


@pytest.mark.only_on_sqlite("words")
@pytest.mark.parametrize("query", [{}, {"v": ""}, {"v": "2"}])
def test_the_newest_version_has_nothing_to_tell(client, article, query):
    assert "Your link cites" not in page_text(page(client, article, **query))


@pytest.mark.only_on_sqlite("words")
@pytest.mark.parametrize("value", ["0", "3", "99", "x", "-1", "1.0", "٣", "9" * 400])
def test_a_version_that_never_was_is_told(client, article, value):
    answer = page(client, article, v=value)
    assert answer.status_code == 400
    text = page_text(answer)
    assert "have that version" in text and "Sentence 1 of the text." in text
    assert answer.context["request"].version_form["v"].value() == value
    assert 'name="v"' in text and 'aria-invalid="true"' in text
    assert f'href="/entries/{article.id_code}/history/"' in text


def test_a_link_by_id_keeps_its_version(client, article):
    answer = client.get(f"/entries/{article.id_code}?v=1", follow=True)
    assert "Your link cites version 1" in page_text(answer)


def test_a_version_that_was_never_public_is_as_one_that_never_was(client):
    photo = make_photo(audience="editors")
    publish(photo, None)
    copy = correct(photo, None)
    type(copy).objects.filter(pk=copy.pk).update(audience="public")
    copy.refresh_from_db()
    publish(copy, None)
    photo = Entry.objects.get(pk=photo.pk)
    first, unknown = (page(client, photo, v=v) for v in ("1", "9"))
    assert first.status_code == unknown.status_code == 400
    said = [re.sub(rb"\b[19]\b", b"", one.content) for one in (first, unknown)]
    assert said[0] == said[1]
