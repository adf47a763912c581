"""The cast of the desk, logged in."""

import pytest
from django.test import Client

from tests.factories import make_noted_user


@pytest.fixture
def enter():
    """Log somebody in: `enter("anna", "editor")` is a browser and an account."""

    def log_in(name, role):
        user = make_noted_user(name, role)
        client = Client()
        client.force_login(user)
        return client, user

    return log_in


@pytest.fixture
def anna(enter):
    return enter("anna", "editor")


@pytest.fixture
def dora(enter):
    return enter("dora", "publisher")


@pytest.fixture
def carla(enter):
    return enter("carla", "contributor")
