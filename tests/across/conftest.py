"""The cast, and a clock that stands until it is moved."""

import pytest

from tests.factories import make_noted_user

from .clock import clock as clock
from .two_at_once import cast as cast


@pytest.fixture
def anna():
    return make_noted_user("anna", "editor")


@pytest.fixture
def dora():
    return make_noted_user("dora", "publisher")
