"""The desk proposes authors from the byline, and the editor corrects them."""

from __future__ import annotations

import pytest

from archive.citations import name_authors
from archive.editorial import record_creation
from archive.models import Article, Author
from tests.admin.forms import fields
from tests.factories import make_article, make_source

pytestmark = pytest.mark.django_db
COLUMNS = "family given dropping_particle non_dropping_particle suffix literal".split()


@pytest.fixture
def article(anna):
    _browser, editor = anna
    made = make_article(title="A draft", byline="Von Anna von Muster und dpa")
    record_creation(made, editor)
    return made


def address(entry):
    return f"/desk/{entry.kind}s/{entry.id_code}/"


def open_form(browser, entry):
    page = browser.get(address(entry))
    assert page.status_code == 200
    return fields(page)


def save(browser, entry, form):
    answer = browser.post(address(entry), form)
    assert answer.status_code == 302, answer.context["errors"]
    return [row.name for row in Author.objects.all()]


@pytest.mark.only_on_sqlite("the form")
def test_the_form_proposes_the_names_of_the_byline(anna, article):
    form = open_form(anna[0], article)
    rows = [[form[f"authors-{n}-{c}"] for c in COLUMNS] for n in (0, 1, 2)]
    assert rows == [
        ["Muster", "Anna", "von", "", "", ""],
        ["", "", "", "", "", "dpa"],
        ["", "", "", "", "", ""],
    ]


@pytest.mark.only_on_sqlite("the form")
def test_a_proposal_that_nobody_touched_is_not_saved(anna, article):
    form = open_form(anna[0], article)
    assert save(anna[0], article, {**form, "title": "Another title"}) == []


@pytest.mark.only_on_sqlite("the form")
def test_a_changed_proposal_is_saved_with_the_others(anna, article):
    form = open_form(anna[0], article)
    form["authors-0-given"] = "Anna Maria"
    saved = save(anna[0], article, form)
    assert saved == [
        {"family": "Muster", "given": "Anna Maria", "dropping-particle": "von"},
        {"literal": "dpa"},
    ]
    assert name_authors(Article.objects.get()) == saved


@pytest.mark.only_on_sqlite("the form")
def test_a_proposal_that_is_emptied_is_dropped(anna, article):
    form = open_form(anna[0], article)
    form["authors-1-literal"] = ""
    assert save(anna[0], article, form) == [
        {"family": "Muster", "given": "Anna", "dropping-particle": "von"}
    ]


@pytest.mark.only_on_sqlite("the form")
def test_a_proposal_that_a_script_removed_is_dropped(anna, article):
    """Django's script takes the row out and numbers the others anew."""
    form = open_form(anna[0], article)
    left = {
        k: v for k, v in form.items() if not k.startswith(("authors-1", "authors-2"))
    }
    assert save(anna[0], article, {**left, "authors-TOTAL_FORMS": "1"}) == [
        {"family": "Muster", "given": "Anna", "dropping-particle": "von"}
    ]


@pytest.mark.only_on_sqlite("the form")
def test_a_new_byline_is_not_saved_with_the_authors_of_the_former(anna, article):
    form = open_form(anna[0], article)
    assert save(anna[0], article, {**form, "byline": "Ben Beispiel"}) == []
    assert name_authors(Article.objects.get()) == [
        {"family": "Beispiel", "given": "Ben"}
    ]


def test_saved_authors_are_changed_and_put_in_order(anna, article):
    form = open_form(anna[0], article)
    save(anna[0], article, {**form, "authors-0-given": "Anna Maria"})
    form = open_form(anna[0], article)
    assert [form[f"authors-{n}-position"] for n in (0, 1)] == ["1", "2"]
    form |= {"authors-0-position": "3", "authors-2-literal": "sda"}
    assert form["authors-2-position"] == ""
    names = [n.get("literal") or n["family"] for n in save(anna[0], article, form)]
    assert sorted(names) == ["Muster", "dpa", "sda"]
    order = [str(row) for row in Author.objects.order_by("position", "pk")]
    assert order[0] == "dpa"


@pytest.mark.only_on_sqlite("the form")
def test_who_changes_the_byline_alone_is_told_to_check_the_authors(anna, article):
    form = open_form(anna[0], article)
    save(anna[0], article, {**form, "authors-0-given": "Anna Maria"})
    form = open_form(anna[0], article)
    answer = anna[0].post(address(article), {**form, "byline": "sda"}, follow=True)
    assert "check them" in answer.content.decode()
    form = open_form(anna[0], article)
    answer = anna[0].post(address(article), {**form, "title": "Other"}, follow=True)
    assert "check them" not in answer.content.decode()


def test_parts_and_a_whole_name_are_refused_and_nothing_is_lost(anna, article):
    form = open_form(anna[0], article)
    form["authors-0-literal"] = "Anna von Muster"
    answer = anna[0].post(address(article), form)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.count("Enter the parts of a name or the whole name, not both.") == 1
    assert "is violated" not in text
    assert 'value="Anna von Muster"' in text
    assert not Author.objects.exists()


@pytest.mark.only_on_sqlite("the form")
def test_a_source_has_authors_too(anna):
    browser, editor = anna
    source = make_source(creator="新华社记者王小明")
    record_creation(source, editor)
    form = open_form(browser, source)
    assert (form["authors-0-family"], form["authors-0-given"]) == ("王", "小明")
