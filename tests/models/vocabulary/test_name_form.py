"""Names have the forms by which searches look them up, as long as they are there."""

from __future__ import annotations

import pytest

from archive.models import NameForm, Region, RegionName, Tag, TagLabel

pytestmark = pytest.mark.django_db


def list_forms():
    return set(NameForm.objects.values_list("form", flat=True))


def test_a_label_has_its_forms_when_it_is_saved_and_none_when_it_is_deleted():
    tag = Tag.objects.create(scheme="theme", slug="camps")
    label = TagLabel.objects.create(tag=tag, language="en", label="camps")
    assert {"camps", "en:camp"} <= list_forms()
    label.label = "prisons"
    label.save()
    assert {"prisons", "en:prison"} <= list_forms()
    assert "camps" not in list_forms()
    label.delete()
    assert list_forms() == set()


def test_a_place_of_one_word_keeps_its_endings():
    region = Region.objects.create(code="GB-WLS", level="province")
    RegionName.objects.create(region=region, language="en", name="Wales")
    assert list_forms() == {"wales"}


def test_forms_are_replaced_together(django_assert_max_num_queries):
    tag = Tag.objects.create(scheme="theme", slug="camps")
    labels = [
        TagLabel.objects.create(tag=tag, language="en", label=f"camps {n}")
        for n in range(3)
    ]
    before = NameForm.objects.count()
    with django_assert_max_num_queries(4):
        NameForm.objects.replace_forms(labels)
    assert NameForm.objects.count() == before
