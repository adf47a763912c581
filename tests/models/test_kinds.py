"""The registry of kinds says of each what its model and its pages are."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from archive.models import ENTRY_KINDS, Entry, load_own_kinds
from archive.models.entries.author import list_author_names
from archive.models.kinds import PUBLICATION_ORDER
from tests.factories import make_article, make_event, make_photo, make_source


def test_the_registry_holds_every_kind_and_no_other():
    assert list(ENTRY_KINDS) == Entry.Kind.values
    assert {kind.model for kind in ENTRY_KINDS.values()} == set(Entry.__subclasses__())
    assert sorted(PUBLICATION_ORDER) == sorted(ENTRY_KINDS)


@pytest.mark.parametrize("name", ENTRY_KINDS)
def test_a_kind_is_named_alike_by_model_address_and_registry(name):
    kind = ENTRY_KINDS[name]
    assert (kind.name, kind.model.KIND) == (name, name)
    assert reverse(f"archive:{name}-list") == f"/{kind.list_path}"


@pytest.mark.parametrize("name", ENTRY_KINDS)
def test_the_fields_of_a_kind_are_columns_of_its_model(name):
    kind = ENTRY_KINDS[name]
    columns = {field.name for field in kind.model._meta.concrete_fields}
    shared = {field.name for field in Entry._meta.concrete_fields}
    assert set(kind.own_fields) <= columns - shared
    assert {*kind.quoted_fields, *kind.shown_with} <= columns


def test_kinds_are_named_in_the_readers_language():
    with override("de"):
        names = [str(kind.plural) for kind in ENTRY_KINDS.values()]
    assert names == ["Artikel", "Bildlegenden", "Quellen", "Ereignisse"]


@pytest.mark.django_db
def test_entries_are_loaded_as_their_own_kind_in_a_query_each_and_one_for_authors(
    django_assert_num_queries,
):
    made = [make_article(), make_photo(), make_source(), make_event(), make_event()]
    entries = list(Entry.objects.all())
    with django_assert_num_queries(5):
        found = load_own_kinds(entries)
        assert found[made[0].pk].outlet is None  # read with the article
        assert list_author_names(found[made[1].pk]) == []
    assert found == {entry.pk: entry for entry in made}
