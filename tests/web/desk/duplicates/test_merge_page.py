"""Publishers compare two entries and merge them; nobody else gets the page."""

from __future__ import annotations

import pytest

from archive import editorial
from archive.models import Entry, EntryRegion, Region, RegionName
from tests.factories import make_source, make_user
from tests.markup import page_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return make_user("anna", "editor")


@pytest.fixture
def dora(client):
    user = make_user("dora", "publisher")
    client.force_login(user)
    return user


@pytest.fixture
def twins(anna, dora):
    made = [
        make_source(title="A report", publisher=name) for name in ("HRW", "Amnesty")
    ]
    for entry in made:
        editorial.record_creation(entry, anna)
        editorial.submit(entry, anna)
        editorial.publish(entry, dora)
    return [Entry.objects.get(pk=entry.pk) for entry in made]


def address(entry, into=""):
    return f"/desk/merge/{entry.id_code}/" + (f"?into={into}" if into else "")


def test_both_entries_stand_side_by_side(client, twins):
    china = Region.objects.create(code="CN", level="country")
    RegionName.objects.create(
        region=china, language="en", name="China", is_preferred=True
    )
    EntryRegion.objects.create(entry=twins[0], region=china)
    page = page_text(client.get(address(twins[0], twins[1].id_code)))
    for said in ("HRW", "Amnesty", "China", "The other entry, which stays"):
        assert said in page


@pytest.mark.parametrize(
    "form", ["{}", "{}/", "https://x.example/sources/{}/a-report/"]
)
def test_the_other_is_named_by_id_or_address(client, twins, form):
    typed = form.format(twins[1].id_code)
    answer = client.get(address(twins[0]), {"into": typed})
    assert answer.status_code == 200 and answer.context["other"] == twins[1]


@pytest.mark.parametrize("typed", ["", "nothing", "{own}", "2222222b"])
def test_what_names_no_other_entry_is_told(client, twins, typed):
    typed = typed.format(own=twins[0].id_code)
    answer = client.get(address(twins[0]), {"into": typed})
    assert answer.status_code == 400 and answer.context["other"] is None


def test_one_is_merged_into_the_other_and_back(client, twins):
    place = address(twins[0], twins[1].id_code)
    refused = client.post(place, {"merge": "1", "reason": ""})
    assert refused.status_code == 400 and "required" in page_text(refused)
    answer = client.post(place, {"merge": "1", "reason": "Twice."})
    assert answer["Location"] == address(twins[1])
    assert "Merged into this entry" in page_text(client.get(address(twins[1])))
    assert Entry.objects.get(pk=twins[0].pk).merged_into_id == twins[1].pk
    assert "Take the merge back" in page_text(client.get(address(twins[0])))
    client.post(address(twins[0]), {"undo": "1", "reason": "They differ."})
    assert Entry.objects.get(pk=twins[0].pk).status == "published"


def test_a_refused_merge_keeps_what_was_typed(client, twins, anna):
    editorial.correct(twins[0], anna)
    place = address(twins[0], twins[1].id_code)
    answer = client.post(place, {"merge": "1", "reason": "Twice, I think."})
    assert answer.status_code == 400
    assert "is being corrected" in page_text(answer)
    assert "Twice, I think." in page_text(answer)


@pytest.mark.parametrize(
    ("role", "status"), [("contributor", 403), ("editor", 403), ("", 302)]
)
def test_others_learn_nothing_of_it(client, twins, role, status):
    client.force_login(make_user("eve", role))
    for place in (address(twins[0], twins[1].id_code), "/desk/merge/2222222b/"):
        assert client.get(place).status_code == status
