"""What is no key of a record, in a field that chooses one, is told at the field."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db

PAGES = {
    "outlet": ("country", {"slug": "a-paper", "name": "A paper", "language": "en"}),
    "region": ("parent", {"code": "CN-XX", "level": "province"}),
    "tag": ("broader", {"scheme": "theme", "slug": "a-theme"}),
}
NO_KEYS = ["China", "<b>", "-1", "1.5", "1e9", "9" * 25, "٣", "²", "\x00", "x" * 300]


@pytest.mark.parametrize("kind", PAGES)
@pytest.mark.parametrize("value", NO_KEYS)
@pytest.mark.parametrize("plain", ["", "?plain=1"])
def test_what_is_no_key_is_told_and_the_rest_stays(admin_client, kind, value, plain):
    field, given = PAGES[kind]
    address = f"/desk/admin/archive/{kind}/add/{plain}"
    page = admin_client.post(address, {**given, field: value, **EMPTY_ROWS})
    assert page.status_code == 200
    assert page.context["adminform"].form.errors[field]
    for typed in given.values():
        assert f'value="{typed}"' in page.content.decode()


@pytest.mark.parametrize("value", NO_KEYS)
@pytest.mark.parametrize("plain", ["", "?plain=1"])
def test_of_several_records_too(admin_client, value, plain):
    _field, given = PAGES["tag"]
    sent = {**given, "related": [value], **EMPTY_ROWS}
    page = admin_client.post(f"/desk/admin/archive/tag/add/{plain}", sent)
    assert page.status_code == 200
    assert page.context["adminform"].form.errors["related"]


EMPTY_ROWS = {
    f"{rows}-{name}": "0"
    for rows in ("labels", "names")
    for name in ("TOTAL_FORMS", "INITIAL_FORMS")
}
