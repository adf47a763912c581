"""What a web server in front passes on wrongly is told, before anything fails."""

from __future__ import annotations

import pytest
from django.urls import reverse

from archive.models import User

pytestmark = pytest.mark.django_db
HTTPS = {"HTTP_X_FORWARDED_PROTO": "https"}


@pytest.fixture
def https_site(settings):
    """A site whose address is HTTPS."""
    settings.IS_HTTPS = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.mark.parametrize("host", ["other.example", "a b", "127.0.0.1:x", "‮.example"])
@pytest.mark.parametrize("path", ["/", "/search/?q=a", "/desk/", "/no/such/page/"])
def test_another_host_name_gets_our_page(client, host, path):
    answer = client.get(path, HTTP_HOST=host.encode().decode("latin-1"))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "doesn&#x27;t answer to the host name" in page or "doesn't answer" in page
    assert "</footer>" in page and "Content-Security-Policy" in answer.headers
    assert "other.example" not in page


def test_the_page_is_in_the_language_of_the_reader(client):
    answer = client.get("/?lang=de", HTTP_HOST="other.example")
    assert "nicht erreichbar" in answer.content.decode()


def test_a_desk_that_cannot_tell_https_says_what_to_set(client, https_site):
    for path in ("/desk/", "/desk/admin/login/"):
        answer = client.get(path)
        assert answer.status_code == 400
        assert "X-Forwarded-Proto" in answer.content.decode()
        assert not answer.cookies
    assert client.get("/").status_code == 200  # readers need no cookie


def test_a_login_by_https_opens_the_desk(client, https_site):
    User.objects.create_user("anna", password="Wolkenbruch-Ofen-7", is_staff=True)
    form = {"username": "anna", "password": "Wolkenbruch-Ofen-7"}
    answer = client.post(
        f"{reverse('admin:login')}?next=/desk/", form, secure=False, **HTTPS
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/")
    assert client.get("/desk/", **HTTPS).status_code == 200


@pytest.mark.parametrize("path", ["/", "/desk/", "/desk/admin/", "/about/"])
def test_a_one_time_password_opens_nothing_below_a_prefix(client, path):
    user = User.objects.create_user("anna", is_staff=True)
    user.set_one_time_password("Wolkenbruch-Ofen-7")
    user.save()
    client.force_login(user)
    answer = client.get(path, SCRIPT_NAME="/archive")
    assert answer.status_code == 400
    assert "below a path" in answer.content.decode()


def test_https_is_remembered_by_browsers_for_a_year(client, https_site, settings):
    header = "Strict-Transport-Security"
    assert client.get("/", **HTTPS).headers[header] == (
        "max-age=31536000; includeSubDomains"
    )
    assert header not in client.get("/").headers
    settings.HSTS_SECONDS = 0
    assert header not in client.get("/", **HTTPS).headers


def test_readers_by_https_are_told_the_onion_service(client, https_site, settings):
    settings.ONION_URL = f"http://{'a' * 56}.onion"
    answer = client.get("/search/?q=%C3%BCber", **HTTPS)
    told = answer.headers["Onion-Location"]
    assert told == f"{settings.ONION_URL}/search/?q=%C3%BCber"
    for other in (client.get("/desk/", **HTTPS), client.get("/")):
        assert "Onion-Location" not in other.headers
