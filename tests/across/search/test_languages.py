"""The table of languages, on a real index: every text is indexed once."""

import pytest

from archive.filters import (
    SearchFilters,
    make_choices,
)
from archive.models import Passage
from archive.search import find_entry_ids, reindex, search
from tests.factories import make_article, published
from tests.text.found import FOUND
from tests.text.not_found import NOT_FOUND

pytestmark = pytest.mark.django_db

LEAST = 120


def rows(table):
    return [(lang, *row) for lang, held in table.items() for row in held]


@pytest.mark.parametrize("table", [FOUND, NOT_FOUND], ids=["found", "not found"])
def test_the_table_is_as_long_as_it_says(table):
    pairs = [(query, text) for _language, query, text, _reason in rows(table)]
    assert len(pairs) == len(set(pairs)) >= LEAST


@pytest.mark.parametrize("is_found", [True, False], ids=["found", "not found"])
def test_each_query_finds_its_text_and_no_other_does(is_found):
    table = rows(FOUND if is_found else NOT_FOUND)
    made = {}
    for language, _query, text, _reason in table:
        if (language, text) not in made:
            article = published(make_article(title="–", language=language))
            Passage.objects.create(
                article=article, anchor="p1", position=1, verbatim=text
            )
            made[language, text] = article.pk
    reindex()
    wrong = [
        (query, text, reason)
        for language, query, text, reason in table
        if (made[language, text] in find_entry_ids(SearchFilters(q=query))) != is_found
    ]
    assert not wrong, "\n".join(map(str, wrong))


def test_a_chosen_language_of_a_country_counts_what_it_finds():
    for language in ("de", "de-CH", "de-CH-1996", "de-AT", "en"):
        published(make_article(language=language))
    reindex()
    results = search(SearchFilters(languages=make_choices("de-CH")))
    (facet,) = [facet for facet in results.facets if facet.name == "language"]
    counted = {value.value: value.count for value in facet.values}
    assert results.total == 2
    assert counted == {"de": 4, "en": 1, "de-CH": 2}
