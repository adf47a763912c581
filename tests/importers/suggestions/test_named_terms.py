"""Regions and tags that a text names, in the archive's own vocabulary."""

import pytest

from archive.importers.suggestions.named_terms import (
    find_named_terms,
    list_suggested_regions,
    list_suggested_tags,
    place_regions,
)
from archive.models import Region, RegionName, Tag, TagLabel

pytestmark = pytest.mark.django_db
TEXT = (
    "In Xinjiang wächst die Massenüberwachung. In Rongcheng gibt es ein "
    "Sozialkredit-System; Xinjiangs Behörden schweigen."
)


def add_region(code, names, parent=None):
    region = Region.objects.create(code=code, level="county", parent=parent)
    for language, name in names.items():
        RegionName.objects.create(
            region=region, language=language, name=name, is_preferred=True
        )
    return region


def add_tag(slug, **labels):
    tag = Tag.objects.create(scheme="theme", slug=slug)
    for language, label in labels.items():
        TagLabel.objects.create(
            tag=tag, language=language, label=label, is_preferred=True
        )
    return tag


@pytest.fixture(autouse=True)
def vocabulary():
    china = add_region("CN", {"en": "China", "zh-Hans": "中国"})
    shandong = add_region("CN-SD", {"en": "Shandong"}, china)
    add_region("CN-XJ", {"en": "Xinjiang", "zh-Hans": "新疆"}, china)
    add_region("CN-1", {"en": "Rongcheng"}, shandong)
    add_region("CN-2", {"en": "Rongcheng"}, china)
    add_region("GB-RDG", {"en": "Reading"})
    add_tag("social-credit", de="Sozialkredit", **{"zh-Hans": "社会信用"})
    add_tag("mass-surveillance", de="Massenüberwachung")


def codes(named):
    regions = Region.objects.in_bulk()
    return {regions[key].code: count for key, count in named.regions.items()}


def slugs(named):
    tags = Tag.objects.in_bulk()
    return {tags[key].slug: count for key, count in named.tags.items()}


def test_all_places_of_a_name_are_found_with_genitives_and_parts_of_compounds():
    (named,) = find_named_terms([TEXT])
    assert codes(named) == {"CN-XJ": 2, "CN-1": 1, "CN-2": 1}
    assert slugs(named) == {"social-credit": 1, "mass-surveillance": 1}


def test_chinese_names_are_found_without_spaces():
    (named,) = find_named_terms(["新疆的社会信用制度"])
    assert codes(named) == {"CN-XJ": 1}
    assert slugs(named) == {"social-credit": 1}


def test_a_word_in_small_letters_is_no_place():
    assert codes(find_named_terms(["I like reading."])[0]) == {}
    assert codes(find_named_terms(["We met in Reading."])[0]) == {"GB-RDG": 1}


def test_each_text_has_its_own_and_all_take_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        one, two, none = find_named_terms(["Rongcheng.", "Xinjiang.", ""])
    assert set(codes(one)) == {"CN-1", "CN-2"}
    assert set(codes(two)) == {"CN-XJ"}
    assert not none.regions


def test_a_merged_tag_is_not_proposed():
    tag = Tag.objects.get(slug="social-credit")
    tag.merged_into = Tag.objects.get(slug="mass-surveillance")
    tag.save()
    assert slugs(find_named_terms(["Sozialkredit"])[0]) == {}


def test_regions_are_shown_with_those_above_them():
    keys = [Region.objects.get(code=code).pk for code in ("CN-1", "CN-XJ")]
    placed = place_regions(keys)
    assert [(p.name, p.path) for p in placed] == [
        ("Rongcheng", "Shandong, China"),
        ("Xinjiang", "China"),
    ]


def test_what_the_entry_has_is_not_proposed_again():
    (named,) = find_named_terms([TEXT])
    known = Region.objects.get(code="CN-XJ").pk
    assert known not in list_suggested_regions(named, {known})
    tag = Tag.objects.get(slug="social-credit")
    assert tag not in list_suggested_tags(named, {tag.pk})
    assert tag in list_suggested_tags(named, ())
