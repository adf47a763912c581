"""Regions at the desk: merged, recoded, and never a ring."""

import pytest

from archive.models import EntryRegion, FormerCode, Region
from tests.admin.forms import fields
from tests.factories import make_article

pytestmark = pytest.mark.django_db
LIST = "/desk/admin/archive/region/"


@pytest.fixture
def tree():
    china = Region.objects.create(code="CN", level="country", is_listed=True)
    made = {"CN": china}
    for code in ("CN-SD", "CN-HE"):
        made[code] = Region.objects.create(
            code=code, level="province", parent=china, is_listed=True
        )
    return made


@pytest.fixture
def adam(enter):
    return enter("adam", "administrator")


def test_a_region_is_merged_through_its_page(adam, tree, client):
    browser, _user = adam
    entry = make_article()
    EntryRegion.objects.create(entry=entry, region=tree["CN-HE"])
    old = tree["CN-HE"].pk
    assert f"{LIST}{old}/merge/" in browser.get(f"{LIST}{old}/change/").content.decode()
    response = browser.post(
        f"{LIST}{old}/merge/", {"into": "cn-sd", "reason": "a test"}, follow=True
    )
    assert "1 entry was changed" in response.content.decode()
    assert list(entry.entry_regions.values_list("region__code", flat=True)) == ["CN-SD"]
    assert client.get("/regions/CN-HE/")["Location"] == "/regions/CN-SD/"


def test_the_action_takes_one_region_to_that_page(adam, tree):
    browser, _user = adam
    action = {"action": "merge_selected"}
    one = browser.post(LIST, {**action, "_selected_action": [tree["CN-HE"].pk]})
    assert one["Location"] == f"{LIST}{tree['CN-HE'].pk}/merge/"
    keys = [tree["CN-HE"].pk, tree["CN-SD"].pk]
    two = browser.post(LIST, {**action, "_selected_action": keys}, follow=True)
    assert "Select one region" in two.content.decode()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"into": "XX-1", "reason": "x"}, "No region has this code"),
        ({"into": "CN-HE", "reason": "x"}, "into itself"),
        ({"into": "CN-SD", "reason": ""}, "required"),
    ],
)
def test_a_merger_that_cannot_be_is_told(adam, tree, given, says):
    browser, _user = adam
    response = browser.post(f"{LIST}{tree['CN-HE'].pk}/merge/", given)
    assert response.status_code == 400 and says in response.content.decode()
    assert Region.objects.count() == 3 and not FormerCode.objects.exists()


def test_a_code_is_changed_through_its_page(adam, tree, client):
    browser, _user = adam
    given = {"code": "CN-37", "reason": "a test"}
    browser.post(f"{LIST}{tree['CN-SD'].pk}/recode/", given)
    assert client.get("/regions/cn-sd/")["Location"] == "/regions/CN-37/"


@pytest.mark.only_on_sqlite("the form")
@pytest.mark.parametrize("role", ["contributor", "editor", "publisher"])
@pytest.mark.parametrize("verb", ["merge", "recode"])
def test_nobody_else_may(enter, tree, role, verb):
    browser, _user = enter("nina", role)
    given = {"into": "CN-SD", "code": "CN-37", "reason": "a test"}
    address = f"{LIST}{tree['CN-HE'].pk}/{verb}/"
    assert browser.get(address).status_code == 403
    assert browser.post(address, given).status_code == 403
    assert Region.objects.filter(code="CN-HE").exists()


@pytest.mark.only_on_sqlite("the form")
@pytest.mark.parametrize("above", ["CN", "CN-SD"])
def test_the_form_refuses_a_ring(adam, tree, above):
    browser, _user = adam
    address = f"{LIST}{tree['CN'].pk}/change/"
    given = {**fields(browser.get(address)), "parent": tree[above].pk}
    response = browser.post(address, given)
    assert "its own parent region" in response.content.decode()
    assert Region.objects.get(code="CN").parent is None


@pytest.mark.only_on_sqlite("the form")
def test_a_former_code_cannot_be_given_to_a_new_region(adam, tree):
    browser, _user = adam
    FormerCode.objects.create(code="CN-37", region=tree["CN-SD"])
    given = {**fields(browser.get(f"{LIST}add/")), "code": "CN-37", "level": "province"}
    response = browser.post(f"{LIST}add/", given)
    assert "already leads to another region" in response.content.decode()
