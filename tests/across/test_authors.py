"""References name the authors that an editor confirmed, else those of the byline."""

import pytest

from archive import editorial
from archive.citations import cite, csl_record, name_authors
from archive.models import Article, Author, Correction, Entry, Revision
from archive.versions import compare_versions, list_versions, load_entry_as_of
from tests.factories import make_article, make_photo, make_source, published

pytestmark = pytest.mark.django_db


def test_rows_outrank_the_byline():
    article = make_article(byline="Von dj und Yang Liu")
    assert name_authors(article) == [{"literal": "dj"}, {"literal": "Yang Liu"}]
    Author.objects.create(entry=article, position=1, family="Jost", given="Daniela")
    Author.objects.create(entry=article, position=2, family="Yang", given="Liu")
    names = [
        {"family": "Jost", "given": "Daniela"},
        {"family": "Yang", "given": "Liu"},
    ]
    assert name_authors(article) == names
    assert csl_record(article)["author"] == names
    assert "Jost, D., & Yang, L." in str(cite(published(article), "en"))


@pytest.mark.parametrize(
    "entry",
    [
        lambda: make_article(byline="dj"),
        lambda: make_photo(creator="dj"),
        lambda: make_photo(credit_line="Bild: dj"),
        lambda: make_source(creator="dj"),
    ],
)
def test_each_kind_that_somebody_made_has_authors(entry):
    made = entry()
    assert name_authors(made) == [{"literal": "dj"}]
    Author.objects.create(entry=made, family="Jost", given="Daniela")
    assert name_authors(made) == [{"family": "Jost", "given": "Daniela"}]


def released(**given):
    """Published by verbs, so that it has a version."""
    made = make_article(**given)
    editorial.record_creation(made, None)
    editorial.submit(made, None)
    editorial.publish(made, None)
    return Article.objects.get(pk=made.pk)


def correct_authors(article):
    """Version 1 has no rows; a correction names the author."""
    copy = editorial.correct(Entry.objects.get(pk=article.pk), None)
    Author.objects.create(entry_id=copy.pk, family="Jost", given="Daniela")
    editorial.record_edit(copy, None)
    Correction.objects.create(entry=copy, was_wrong="dj", is_right="Daniela Jost")
    editorial.submit(copy, None)
    editorial.publish(copy, None)
    return Article.objects.get(pk=article.pk)


def test_a_correction_names_the_author_and_the_former_version_does_not(client):
    article = released(byline="dj")
    first = Revision.objects.get(public_version=1)
    article = correct_authors(article)
    assert name_authors(article) == [{"family": "Jost", "given": "Daniela"}]
    [one, two] = [load_entry_as_of(v) for v in list_versions(article)]
    assert name_authors(one.entry) == [{"literal": "dj"}]
    assert name_authors(two.entry) == [{"family": "Jost", "given": "Daniela"}]
    changes = {c.field: c for c in compare_versions(one, two, "en")}
    assert changes["authors"].pieces[0].text == "Daniela Jost; "
    assert Revision.objects.get(public_version=1).sha256 == first.sha256
    pages = [
        client.get(f"/entries/{article.id_code}/v{n}/").content.decode() for n in (1, 2)
    ]
    assert ["Jost" in page for page in pages] == [False, True]


def test_authors_of_a_draft_of_a_correction_are_not_public(client):
    article = released(byline="dj")
    copy = editorial.correct(Entry.objects.get(pk=article.pk), None)
    Author.objects.create(entry_id=copy.pk, family="Jost", given="Daniela")
    editorial.record_edit(copy, None)
    for suffix in ("ris", "json", "csl.json"):
        answer = client.get(f"/entries/{article.id_code}.{suffix}")
        assert "Jost" not in answer.content.decode()


def test_a_state_from_before_there_were_rows_is_read_as_it_was_written():
    article = released(byline="Von Clara Muster")
    [version] = list_versions(article)
    state = {k: v for k, v in version.state.items() if k != "author"}
    former = type(version)(**{**vars(version), "state": state})
    then = load_entry_as_of(former)
    assert then.authors == ()
    assert name_authors(then.entry) == [{"family": "Muster", "given": "Clara"}]
