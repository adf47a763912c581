"""Headers by which a browser gives pages no more than they need, and forgets."""

from __future__ import annotations

import pytest
from django.urls import reverse

from archive.models import User

pytestmark = pytest.mark.django_db
SENSITIVE = (
    "camera microphone geolocation usb hid serial midi payment "
    "display-capture clipboard-read local-network-access browsing-topics "
    "idle-detection window-management ch-ua-model "
    "storage-access fullscreen"
)


def read_policy(client, path):
    header = client.get(path).headers["Permissions-Policy"]
    return dict(part.split("=", 1) for part in header.split(", "))


@pytest.mark.parametrize("path", ["/", "/desk/admin/login/", "/no/such/page/"])
def test_every_page_refuses_each_feature_by_name(client, path):
    policy = read_policy(client, path)
    assert {policy.get(name) for name in SENSITIVE.split()} == {"()"}
    assert len(policy) > 60


def test_only_the_copy_button_needs_a_feature(client):
    policy = read_policy(client, "/")
    allowed = {name: value for name, value in policy.items() if value != "()"}
    assert allowed == {"clipboard-write": "(self)"}


def test_logging_out_clears_what_the_browser_kept(client):
    client.force_login(User.objects.create_user("anna", is_staff=True))
    assert "Clear-Site-Data" not in client.get(reverse("admin:index")).headers
    answer = client.post(reverse("admin:logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def test_asking_for_the_address_of_the_logout_clears_nothing(client):
    answer = client.get(reverse("admin:logout"))
    assert "Clear-Site-Data" not in answer.headers


@pytest.mark.parametrize("is_too_long", [False, True])
def test_an_onion_address_of_two_thousand_characters_is_told_at_most(
    client, settings, is_too_long
):
    settings.ONION_URL = f"http://{'a' * 56}.onion"
    address = "/about/?x="
    address += "x" * (2_000 - len(address) + is_too_long)
    answer = client.get(address, secure=True)
    assert ("Onion-Location" in answer.headers) is not is_too_long


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/about/?" + "x" * (65_536 - len("/about/")), 200),
        ("/about/?" + "x" * (65_537 - len("/about/")), 414),
        ("/about/?" + "&" * 999, 200),
        ("/about/?" + "&" * 1_000, 400),
    ],
)
def test_an_address_has_a_limit_of_characters_and_of_fields(client, address, status):
    assert client.get(address).status_code == status
