"""The page of the site's status, for administrators only."""

from __future__ import annotations

import pytest

from archive.search import reindex
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PATH = "/desk/status/"


@pytest.mark.parametrize(
    ("role", "status"),
    [("", 302), ("contributor", 403), ("publisher", 403), ("administrator", 200)],
)
def test_administrators_see_it(client, role, status):
    if role:
        client.force_login(make_user("other", role))
    assert client.get(PATH).status_code == status


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Last backup"), ("de", "Letzte Sicherung"), ("zh-Hans", "上次备份")],
)
def test_problems_come_first_in_the_language_of_the_page(client, language, said):
    reindex()
    client.force_login(make_user("other", "administrator"))
    page = client.get(f"{PATH}?lang={language}").content.decode()
    first = page[page.index("<tbody>") :]
    assert said in first[: first.index("</tr>")]
    assert "<strong>" in first[: first.index("</tr>")]


def test_the_desk_links_to_it_for_administrators(client):
    client.force_login(make_user("other", "administrator"))
    assert PATH in client.get("/desk/").content.decode()
