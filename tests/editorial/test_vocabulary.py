"""Regions are merged and recoded, and nothing that led to them is lost."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from archive.editorial import (
    INTEGRITY_CHECKS,
    EditorialError,
    follow_vocabulary_change,
    merge_regions,
    publish,
    recode_region,
    record_revision,
)
from archive.filters import (
    Choice,
    parse_filters,
)
from archive.models import (
    EntryRegion,
    FormerCode,
    OutboxRow,
    Outlet,
    Region,
    RegionName,
    Revision,
    Tag,
    Tagging,
)
from archive.search import process_outbox
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    """China › Shandong › Weihai › Rongcheng, and Hebei."""
    made = {}
    for code, level, above in (
        ("CN", "country", None),
        ("CN-SD", "province", "CN"),
        ("CN-371000", "prefecture", "CN-SD"),
        ("CN-371082", "county", "CN-371000"),
        ("CN-HE", "province", "CN"),
    ):
        made[code] = Region.objects.create(
            code=code, level=level, parent=made.get(above), is_listed=True
        )
    RegionName.objects.create(
        region=made["CN-371000"], language="en", name="Weihai", is_preferred=True
    )
    return made


@pytest.fixture
def entry(tree):
    """A public article about Weihai and shown in Hebei."""
    made = make_article(title="Points")
    EntryRegion.objects.create(entry=made, region=tree["CN-371000"])
    EntryRegion.objects.create(entry=made, region=tree["CN-HE"], role="shown")
    record_revision(made, "create", None)
    publish(made, None)
    process_outbox()
    return made


def ties(entry):
    return set(
        EntryRegion.objects.filter(entry=entry.pk).values_list("region__code", "role")
    )


def states():
    return [str(finding) for finding in INTEGRITY_CHECKS["states"]()]


def test_entries_names_children_and_outlets_go_along(tree, entry):
    outlet = Outlet.objects.create(slug="x", name="X", country=tree["CN-371000"])
    assert merge_regions(tree["CN-371000"], tree["CN-HE"], None, "a test") == 1
    assert ties(entry) == {("CN-HE", "about"), ("CN-HE", "shown")}
    county = Region.objects.get(code="CN-371082")
    assert county.path == "CN/CN-HE/CN-371082/"
    outlet.refresh_from_db()
    assert outlet.country.code == "CN-HE"
    (name,) = RegionName.objects.filter(region__code="CN-HE")
    assert name.name == "Weihai" and not name.is_preferred
    assert not Region.objects.filter(code="CN-371000").exists()


def test_the_code_leads_on_even_after_a_second_merger(tree, entry):
    merge_regions(tree["CN-371000"], tree["CN-HE"], None, "a test")
    merge_regions(tree["CN-HE"], tree["CN-SD"], None, "another")
    for code in ("CN-371000", "CN-HE", "cn-he"):
        assert Region.objects.find_by_code(code).code == "CN-SD"


def test_a_tie_that_both_had_is_kept_once(tree, entry):
    EntryRegion.objects.create(entry=entry, region=tree["CN-HE"], role="about")
    merge_regions(tree["CN-371000"], tree["CN-HE"], None, "a test")
    assert ties(entry) == {("CN-HE", "about"), ("CN-HE", "shown")}


def test_a_merger_leaves_a_revision_and_tells_the_index(tree, entry):
    assert not OutboxRow.objects.exists()
    merge_regions(tree["CN-371000"], tree["CN-HE"], None, "a test")
    last = Revision.objects.filter(entry=entry.pk).order_by("number").last()
    assert (last.verb, last.reason) == ("merge_region", "CN-371000 → CN-HE: a test")
    assert last.public_version is None
    assert OutboxRow.objects.filter(entry_id=entry.pk).exists()


@pytest.mark.parametrize(
    ("code", "is_told"), [("CN", True), ("CN-371000", True), ("CN-371082", False)]
)
def test_a_changed_region_or_tag_is_told_to_the_index_with_all_below_it(
    tree, entry, code, is_told
):
    follow_vocabulary_change(tree[code], None, tree[code].path)
    ids = list(OutboxRow.objects.values_list("entry_id", flat=True))
    assert ids == ([entry.pk] if is_told else [])
    OutboxRow.objects.all().delete()
    broad = Tag.objects.create(scheme="theme", slug="a")
    narrow = Tag.objects.create(scheme="theme", slug="b", broader=broad)
    other = Tag.objects.create(scheme="theme", slug="c")
    Tagging.objects.create(entry=entry, tag=narrow)
    for tag, number in ((broad, 1), (narrow, 1), (other, 0)):
        OutboxRow.objects.all().delete()
        follow_vocabulary_change(tag, None, tag.path)
        assert OutboxRow.objects.filter(entry_id=entry.pk).count() == number


def test_what_was_published_still_agrees_with_what_is(tree, entry):
    assert states() == []
    merge_regions(tree["CN-371000"], tree["CN-HE"], None, "a test")
    assert states() == []
    EntryRegion.objects.filter(entry=entry.pk).delete()
    assert len(states()) == 1


def test_a_code_is_changed_with_all_below_it(tree, entry):
    assert recode_region(tree["CN-371000"], "cn-379900", None, "a reform") == 1
    assert Region.objects.find_by_code("CN-371000").code == "CN-379900"
    assert Region.objects.get(code="CN-371082").path.startswith("CN/CN-SD/CN-379900/")
    assert states() == []


def test_a_code_can_be_changed_back(tree):
    recode_region(tree["CN-HE"], "CN-13", None, "a test")
    recode_region(tree["CN-HE"], "CN-HE", None, "back")
    assert Region.objects.find_by_code("CN-13").code == "CN-HE"
    assert list(FormerCode.objects.values_list("code", flat=True)) == ["CN-13"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("CN-SD", "CN-SD", "itself"),
        ("CN-SD", "CN-371082", "its own parent region"),
        ("CN-SD", "CN-HE", " "),
    ],
)
def test_a_merger_that_makes_no_sense_is_refused(tree, old, new, reason):
    with pytest.raises(EditorialError):
        merge_regions(tree[old], tree[new], None, reason)
    assert Region.objects.count() == 5


@pytest.mark.parametrize("code", ["CN-SD", "CN-13", "", "A/B", "x" * 17])
def test_a_code_that_is_taken_or_none_is_refused(tree, code):
    FormerCode.objects.create(code="CN-13", region=tree["CN-SD"])
    with pytest.raises(EditorialError):
        recode_region(tree["CN-HE"], code, None, "a test")


def test_an_editor_may_not(tree):
    anna = make_user("anna", "editor")
    with pytest.raises(EditorialError, match="Ask somebody who may"):
        merge_regions(tree["CN-371000"], tree["CN-HE"], anna, "a test")


def test_a_filter_by_a_former_code_is_one_by_the_region(tree, entry, rf):
    FormerCode.objects.create(code="CN-37", region=tree["CN-SD"])
    for written in ("CN-37", "cn-sd", "CN_SD", "-CN-37"):
        request = rf.get("/search/", {"region": written})
        filters = parse_filters(request.GET)
        found = Choice("CN-SD", excluded=written[0] == "-")
        assert filters.regions == (found,) and not filters.problems


def test_a_former_code_is_told_once(tree):
    FormerCode.objects.create(code="CN-37", region=tree["CN-SD"])
    with pytest.raises(IntegrityError), transaction.atomic():
        FormerCode.objects.create(code="CN-37", region=tree["CN-HE"])
    with pytest.raises(ValidationError):
        Region(code="CN-37", level="province").full_clean(exclude=["path"])
    with pytest.raises(ValidationError):
        FormerCode(code="CN-HE", region=tree["CN-SD"]).full_clean()


@pytest.mark.parametrize("above", ["CN", "CN-SD", "CN-371082"])
def test_no_region_stands_below_itself(tree, above):
    china = tree["CN"]
    china.parent = tree[above]
    with pytest.raises(ValidationError, match="its own parent region"):
        china.clean()
    with pytest.raises(ValidationError, match="its own parent region"):
        china.save()
    assert Region.objects.get(code="CN").parent is None


def test_the_database_refuses_a_region_above_itself(tree):
    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.filter(code="CN").update(parent=tree["CN"])
