"""Which entries pass a filter by language and one by source."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.entry_queries import find_entries
from archive.filters import Choice, SearchFilters, make_choices
from archive.models import Citation, Entry
from tests.factories import make_article, make_source, published

pytestmark = pytest.mark.django_db
LANGUAGES = ("de", "de-CH", "den", "en", "en-GB", "und", "zh", "zh-Hans")


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("de", ["de", "de-CH"]),
        ("de-CH", ["de-CH"]),
        ("den", ["den"]),
        ("en", ["en", "en-GB"]),
        ("und", ["und"]),
        ("zh", ["zh", "zh-Hans"]),
        ("z", []),
    ],
)
def test_a_language_has_its_variants_and_no_other(code, found):
    for language in LANGUAGES:
        published(make_article(title=language, language=language))
    for excluded in (False, True):
        filters = SearchFilters(languages=(Choice(code, excluded),))
        titles = sorted(entry.title for entry in find_entries(filters))
        wanted = [name for name in LANGUAGES if (name in found) is not excluded]
        assert titles == sorted(wanted)


HIDDEN = {
    "draft": {"status": "draft"},
    "in review": {"status": "in_review"},
    "withdrawn": {"status": "withdrawn"},
    "confidential": {"audience": "editors"},
    "embargoed": {"embargo_until": 1},
    "": {},
}


@pytest.mark.parametrize("state", list(HIDDEN))
def test_a_hidden_source_finds_nothing_and_leaves_nothing_out(state):
    """Whoever asks would learn which entries rest on it."""
    source = published(make_source())
    citing = published(make_article())
    Citation.objects.create(entry=citing, source=source)
    values = dict(HIDDEN[state])
    if "embargo_until" in values:
        values["embargo_until"] = timezone.now() + timedelta(days=1)
    if values:
        Entry.objects.filter(pk=source.pk).update(**values)
    chosen = SearchFilters(source=make_choices(source.id_code))
    excluded = SearchFilters(source=(Choice(source.id_code, excluded=True),))
    assert find_entries(chosen).filter(pk=citing.pk).exists() is (state == "")
    assert find_entries(excluded).filter(pk=citing.pk).exists() is (state != "")
