"""Which regions are below another, have a name or have a code."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from archive.models import FormerCode, Region, RegionName

pytestmark = pytest.mark.django_db


@pytest.fixture
def regions():
    china = Region.objects.create(code="CN", level="country")
    xinjiang = Region.objects.create(code="CN-XJ", level="province", parent=china)
    tibet = Region.objects.create(code="CN-XZ", level="province", parent=china)
    germany = Region.objects.create(code="DE", level="country")
    for region, language, name in (
        (xinjiang, "de", "Xinjiang"),
        (xinjiang, "en", "Xinjiang"),
        (xinjiang, "zh-Hans", "新疆"),
        (tibet, "en", "Xizang"),
        (germany, "en", "Germany"),
    ):
        RegionName.objects.create(region=region, language=language, name=name)
    FormerCode.objects.create(region=tibet, code="CN-54")


def list_codes(found):
    return sorted(region.code for region in found)


def test_a_region_has_itself_and_its_parts_below(regions):
    assert list_codes(Region.objects.top()) == ["CN", "DE"]
    china, xinjiang = (Region.objects.get(code=code) for code in ("CN", "CN-XJ"))
    assert list_codes(Region.objects.below(china)) == ["CN", "CN-XJ", "CN-XZ"]
    assert list_codes(Region.objects.below(xinjiang)) == ["CN-XJ"]


@pytest.mark.parametrize(
    ("text", "exact", "matching"),
    [
        ("Xinjiang", ["CN-XJ"], ["CN-XJ"]),  # once, of two names
        ("XINJIANG", ["CN-XJ"], ["CN-XJ"]),
        ("新疆", ["CN-XJ"], ["CN-XJ"]),
        ("Xin", [], []),
        ("cn-xj", ["CN-XJ"], ["CN-XJ"]),
        ("CN-54", [], ["CN-XZ"]),
        ("de", ["DE"], ["DE"]),
        ("XX", [], []),
    ],
)
def test_a_region_is_found_once_by_a_name_or_code(regions, text, exact, matching):
    assert list_codes(Region.objects.with_exact_name(text)) == exact
    assert list_codes(Region.objects.matching_name(text)) == matching


@pytest.mark.parametrize(
    ("code", "parent", "is_allowed"),
    [
        ("CN-XJ", "DE", True),
        ("CN-XJ", None, True),
        ("CN", "CN", False),
        ("CN", "CN-XJ", False),
        ("CH", "CN", True),  # a new one
    ],
)
def test_no_region_is_part_of_itself(regions, code, parent, is_allowed):
    found = {region.code: region for region in Region.objects.all()}
    region = found.get(code) or Region(code=code, level="country")
    region.parent = found.get(parent)
    if is_allowed:
        region.clean()
        region.save()
        assert region.path == f"{parent}/{code}/" if parent else f"{code}/"
    else:
        for refuse in (region.clean, region.save):
            with pytest.raises(ValidationError, match="own parent region"):
                refuse()


def test_a_code_that_leads_to_another_region_is_not_given_again(regions):
    region = Region(code="CN-54", level="province")
    with pytest.raises(ValidationError, match="already leads to another"):
        region.clean()


@pytest.mark.parametrize(
    ("level", "is_allowed"),
    [
        ("union", True),
        ("country", True),
        ("province", True),
        ("prefecture", True),
        ("county", True),
        ("village", False),
        ("", False),
    ],
)
def test_a_region_has_one_of_five_levels(level, is_allowed):
    if is_allowed:
        assert Region.objects.create(code="XX", level=level).pk
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            Region.objects.create(code="XX", level=level)
