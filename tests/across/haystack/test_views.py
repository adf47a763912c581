"""Haystack's own views, forms and template tags, as its tutorial has them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.http import Http404
from django.template import engines
from django.test.utils import CaptureQueriesContext
from haystack.forms import (
    FacetedModelSearchForm,
    FacetedSearchForm,
    HighlightedSearchForm,
    ModelSearchForm,
    SearchForm,
)
from haystack.generic_views import FacetedSearchView, SearchView
from haystack.query import SearchQuerySet
from haystack.views import FacetedSearchView as OldFacetedSearchView
from haystack.views import SearchView as OldSearchView
from haystack.views import basic_search

pytestmark = pytest.mark.django_db

PAGE = """{% load highlight %}<form>{{ form.as_p }}</form>
{% for result in page_obj.object_list %}
<li><a href="{{ result.object.get_absolute_url }}">{{ result.object.title }}</a>
{% highlight result.text with query %}</li>
{% endfor %}
{% for result in page.object_list %}
<li>{{ result.object.title }} {{ result.highlighted.text.0 }}</li>
{% endfor %}
{% for value, number in facets.fields.kind %}<i>{{ value }} {{ number }}</i>{% endfor %}
{% if suggestion %}<b>{{ suggestion }}</b>{% endif %}"""


@pytest.fixture(autouse=True)
def page(settings, tmp_path):
    """The template that Haystack's views ask for."""
    path = Path(tmp_path) / "templates" / "search" / "search.html"
    path.parent.mkdir(parents=True)
    path.write_text(PAGE)
    first, *others = settings.TEMPLATES
    folders = [path.parent.parent, *first["DIRS"]]
    settings.TEMPLATES = [{**first, "DIRS": folders}, *others]


def body(response):
    if hasattr(response, "render"):
        response.render()
    assert response.status_code == 200
    return response.content.decode()


def facets():
    return SearchQuerySet().facet("kind")


def test_the_generic_view_shows_a_page_of_results(rf, records):
    text = body(SearchView.as_view()(rf.get("/", {"q": "police"})))
    gate = records["gate"]
    assert f'<a href="{gate.get_absolute_url()}">{gate.title}</a>' in text
    assert '<span class="highlighted">Police</span> read every face' in text
    assert "Tender" not in text
    assert "Articles" in text and "Photos" in text  # the choice of models
    assert "<li>" not in body(SearchView.as_view()(rf.get("/", {"q": "zzzz"})))


def test_the_generic_view_pages(rf, records):
    view = SearchView.as_view(paginate_by=2)
    found = [
        body(view(rf.get("/", {"q": "camera OR gate OR market", "page": n}))).count(
            "<li>"
        )
        for n in (1, 2)
    ]
    assert found == [2, 2]
    with pytest.raises(Http404):
        view(rf.get("/", {"q": "camera", "page": 9}))


def test_the_generic_faceted_view_counts_and_narrows(rf, records):
    view = FacetedSearchView.as_view(facet_fields=["kind"])
    text = body(view(rf.get("/", {"q": "gate"})))
    assert "<i>article 1</i><i>photo 1</i>" in text
    text = body(view(rf.get("/", {"q": "gate", "selected_facets": "kind:photo"})))
    assert "Photo of a gate" in text and "Eight cameras" not in text
    assert "<i>article" not in text
    exact = {"q": "gate", "selected_facets": "kind_exact:photo"}
    assert "Eight cameras" not in body(view(rf.get("/", exact)))


def test_a_page_costs_hardly_more_queries_than_our_own(rf, records, client):
    words = {"q": "camera OR gate OR market OR tender OR police"}
    view = FacetedSearchView.as_view(facet_fields=["kind", "regions", "tags"])
    with CaptureQueriesContext(connection) as own:
        assert client.get("/search/", words).status_code == 200
    with CaptureQueriesContext(connection) as theirs:
        assert body(view(rf.get("/", words))).count("<li>") == 4  # of each kind one
    assert len(theirs) <= len(own) + 4


INVENTED = ('kind:photo" OR kind:"article', "nonsense:1", 'tags:"\\', "a:b:c")
IGNORED = ("kind:", "kind")  # by Haystack's form


def test_a_facet_in_an_address_opens_nothing(rf, records):
    view = FacetedSearchView.as_view(facet_fields=["kind"])
    for given in (*INVENTED, *IGNORED):
        text = body(view(rf.get("/", {"q": "gate", "selected_facets": given})))
        assert text.count("<li>") == (2 if given in IGNORED else 0), given


def test_the_old_views_show_results_facets_and_a_suggestion(rf, records):
    text = body(OldSearchView()(rf.get("/", {"q": "police"})))
    assert "Eight cameras watch the gate" in text
    assert "<b>tender</b>" in body(OldSearchView()(rf.get("/", {"q": "tendar"})))
    assert "<b>tender</b>" in body(basic_search(rf.get("/", {"q": "tendar"})))
    assert "Eight cameras" in body(basic_search(rf.get("/", {"q": "police"})))
    view = OldFacetedSearchView(searchqueryset=facets())
    text = body(view(rf.get("/", {"q": "gate", "selected_facets": "kind:photo"})))
    assert "<i>photo 1</i>" in text and "Eight cameras" not in text
    marked = OldSearchView(form_class=HighlightedSearchForm)
    assert "<mark>Police</mark>" in body(marked(rf.get("/", {"q": "police"})))


def test_forms_search(records):
    found = SearchForm({"q": "police"}).search()
    assert [result.object for result in found] == [records["gate"]]
    assert SearchForm({"q": ""}).search().count() == 0
    assert SearchForm({"q": "tendar"}).get_suggestion() == "tender"
    form = ModelSearchForm({"q": "gate", "models": ["archive.photo"]})
    assert [result.object for result in form.search()] == [records["photo"]]
    form = FacetedSearchForm({"q": "gate"}, selected_facets=["kind:article"])
    assert [result.object for result in form.search()] == [records["gate"]]
    given = {"q": "gate", "selected_facets": "kind:article AND language:en"}
    assert FacetedModelSearchForm(given).search().count() == 1
    given["selected_facets"] = 'title:"x" OR *:* OR (('
    assert FacetedModelSearchForm(given).search().count() == 0


def test_template_tags_mark_and_find_alike(records):
    template = engines["django"].from_string(
        "{% load highlight more_like_this %}{% highlight text with 'police' %}"
        "{% more_like_this entry as alike limit 3 %}{{ alike|length }}"
    )
    text = template.render({"text": "The police", "entry": records["gate"]})
    assert '<span class="highlighted">police</span>' in text
    assert text.endswith("3")
