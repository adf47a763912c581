"""The cast of the verbs."""

import pytest

from tests.factories import make_user


@pytest.fixture
def anna():
    return make_user("anna", "editor")


@pytest.fixture
def dora():
    return make_user("dora", "publisher")
