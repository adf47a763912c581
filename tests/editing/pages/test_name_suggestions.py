"""Names complete what is typed into a field, and tell nobody what they may not see."""

from __future__ import annotations

import pytest

from archive.models import Outlet, Region, RegionName, Tag, TagLabel
from tests.factories import make_article, make_source, published

pytestmark = [pytest.mark.django_db, pytest.mark.only_on_sqlite("the names")]


def ask(browser, kind, typed):
    return browser.get(f"/desk/names/{kind}/", {"q": typed}).json()["names"]


def test_a_region_has_its_path_and_code(anna):
    country = Region.objects.create(code="QX", level="country")
    place = Region.objects.create(code="QX-1", level="province", parent=country)
    for region, name in ((country, "Musterland"), (place, "Probestadt")):
        RegionName.objects.create(
            region=region, language="en", name=name, is_preferred=True
        )
    assert ask(anna[0], "region", "probest") == ["Probestadt – Musterland (QX-1)"]


def test_a_tag_has_its_key_and_an_outlet_its_name(anna):
    tag = Tag.objects.create(scheme="theme", slug="probe")
    TagLabel.objects.create(tag=tag, language="en", label="Probing", is_preferred=True)
    Outlet.objects.create(name="Die Neue Probe")
    assert ask(anna[0], "tag", "prob") == ["Probing (theme/probe)"]
    assert ask(anna[0], "outlet", "neue") == ["Die Neue Probe"]


def test_a_contributor_is_offered_no_draft_of_others(anna, carla):
    draft = make_source(title="Leak of a firm", created_by=anna[1])
    public = published(make_source(title="Leak of a bank", created_by=anna[1]))
    seen = {
        name: [named.rpartition(" (")[0] for named in ask(browser, "source", "leak")]
        for name, (browser, _user) in (("anna", anna), ("carla", carla))
    }
    assert sorted(seen["anna"]) == [public.title, draft.title]
    assert seen["carla"] == [public.title]


def test_sources_and_photos_are_offered_as_such(anna):
    published(make_article(title="Leak told"))
    made = published(make_source(title="Leak"))
    assert ask(anna[0], "source", "leak") == [f"Leak ({made.id_code_display})"]
    assert len(ask(anna[0], "entry", "leak")) == 2
    assert ask(anna[0], "photo", "leak") == []


@pytest.mark.parametrize("typed", ["", " ", "p", "x" * 201, "\0"])
def test_too_little_and_too_much_has_no_names(anna, typed):
    Outlet.objects.create(name="Die Neue Probe")
    assert ask(anna[0], "outlet", typed) == []


def test_other_kinds_and_readers_have_no_names(anna, client):
    assert anna[0].get("/desk/names/account/?q=an").status_code == 404
    assert client.get("/desk/names/entry/?q=an").status_code == 302
