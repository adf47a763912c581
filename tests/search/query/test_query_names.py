"""The tags and regions that a query names, by any of their names."""

from __future__ import annotations

import pytest

from archive.models import Region, RegionName, Tag, TagLabel
from archive.search.query import query_names
from archive.search.query.query_names import (
    Concept,
    choose_concepts,
    find_concepts,
    find_region_ids,
    find_tag_ids,
    list_candidate_names,
)
from archive.text.names import list_query_forms


@pytest.mark.parametrize(
    ("words", "runs"),
    [
        ([], []),
        (["ab"], []),
        (["社会"], [["社会"]]),
        (["to", "be"], [["to", "be"]]),
        (["Red", "Gate"], [["Red"], ["Gate"], ["Red", "Gate"]]),
    ],
)
def test_runs_of_words_may_be_names(words, runs):
    forms = [list_query_forms(run) for run in runs]
    assert list_candidate_names(words) == {
        form for one in forms for form in (*one.exact, *one.other)
    }


@pytest.mark.parametrize(("number", "longest"), [(5, 5), (6, 6), (7, 6), (9, 6)])
def test_a_name_has_at_most_six_words(number, longest):
    words = [f"word{n}" for n in range(number)]
    names = {name for name in list_candidate_names(words) if name.startswith("word")}
    assert max(name.count("word") for name in names) == longest
    assert "".join(words[-longest:]) in names
    assert len(names) == sum(number - n for n in range(longest))


@pytest.fixture
def named(db):
    """A region and a tag with several names, a hidden one of each, and a merged tag."""
    region = Region.objects.create(code="CN-XJ", level="province", is_listed=True)
    tag = Tag.objects.create(scheme="theme", slug="faces", is_listed=True)
    for name in ("Xinjiang", "XJ", "新疆", "xinjiang", "East Turkestan"):
        RegionName.objects.create(
            region=region, language="en", name=name, is_preferred=False
        )
    for label in ("Face recognition", "FR", "Xinjiang"):
        TagLabel.objects.create(tag=tag, language="en", label=label, is_preferred=False)
    hidden = Region.objects.create(code="CN-QQ", level="province", is_listed=False)
    RegionName.objects.create(
        region=hidden, language="en", name="Xinjiang", is_preferred=True
    )
    merged = Tag.objects.create(
        scheme="theme", slug="old", is_listed=True, merged_into=tag
    )
    TagLabel.objects.create(
        tag=merged, language="en", label="Old faces", is_preferred=True
    )
    other = Tag.objects.create(scheme="technology", slug="faces", is_listed=True)
    TagLabel.objects.create(tag=other, language="en", label="Faces", is_preferred=True)
    place = Concept("CN-XJ", "regions", region.pk, PLACE)
    theme = Concept("theme/faces", "tags", tag.pk, ("Face recognition", "Xinjiang"))
    return place, theme, other


PLACE = ("新疆", "Xinjiang", "East Turkestan")  # codes and equal names are left out


def test_a_name_stands_for_all_labels_of_what_it_names(
    named, django_assert_num_queries
):
    place, theme, _other = named
    with django_assert_num_queries(3):
        found = find_concepts({"xinjiang", "facerecognition", "oldfaces", "nothing"})
    assert found == {"xinjiang": (theme, place), "facerecognition": (theme,)}
    with django_assert_num_queries(0):
        assert find_concepts(set()) == {}
    with django_assert_num_queries(1):
        assert find_concepts({"nothing"}) == {}


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (["Face", "recognition"], ["theme/faces"]),
        (["face-recognition"], ["theme/faces"]),
        (["facerecognition"], ["theme/faces"]),
        (["faces"], ["technology/faces"]),
        (["face"], ["technology/faces"]),  # in the singular
        (["Xinjiang’s"], ["theme/faces", "CN-XJ"]),
        (["East", "Turkestan"], ["CN-XJ"]),
        (["Turkestan"], []),
        (["xīnjiāng"], ["theme/faces", "CN-XJ"]),
        (["新疆"], ["CN-XJ"]),
        (["old", "face"], []),  # it was merged into another
    ],
)
def test_words_name_what_has_a_form_of_them(named, words, keys):
    by_form = find_concepts(list_candidate_names(words))
    assert [concept.key for concept in choose_concepts(words, by_form)] == keys


def test_what_is_called_exactly_so_comes_alone(named):
    tag = Tag.objects.create(scheme="theme", slug="face", is_listed=True)
    TagLabel.objects.create(tag=tag, language="en", label="Face", is_preferred=True)
    by_form = find_concepts(list_candidate_names(["face"]))
    assert [c.key for c in choose_concepts(["face"], by_form)] == ["theme/face"]


@pytest.mark.parametrize(("most", "number"), [(1, 1), (2, 2), (3, 2)])
def test_a_name_has_a_limit_of_concepts_and_of_labels(named, monkeypatch, most, number):
    monkeypatch.setattr(query_names, "MOST_CONCEPTS", most)
    monkeypatch.setattr(query_names, "MOST_LABELS", most)
    found = find_concepts({"xinjiang"})["xinjiang"]
    assert len(found) == number
    assert found[0].labels == named[1].labels[:most]


@pytest.mark.parametrize(
    ("name", "is_found"),
    [
        ("CN-XJ", True),
        ("Xinjiang", True),
        ("新疆", True),
        ("CN-QQ", False),
        ("x", False),
    ],
)
def test_a_region_has_a_code_and_names(named, name, is_found):
    assert find_region_ids(name) == ([named[0].pk] if is_found else [])


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("theme/faces", "theme"),
        ("Theme/Faces", "theme"),
        ("technology/faces", "other"),
        ("faces", "both"),
        ("Face Recognition", "theme"),
        ("old", "none"),
        ("style/faces", "none"),
        ("nothing", "none"),
    ],
)
def test_a_tag_has_a_key_a_slug_and_labels(named, name, found):
    _place, theme, other = named
    wanted = {"theme": {theme.pk}, "other": {other.pk}, "none": set()}
    wanted["both"] = wanted["theme"] | wanted["other"]
    ids = find_tag_ids(name)
    assert set(ids) == wanted[found] and len(ids) == len(set(ids))
