"""A lost device has a way back, by the operator."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from archive.editorial import has_second_factor
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_the_next_login_sets_up_a_new_one(client):
    dora, emil = make_user("dora", "publisher"), make_user("emil", "publisher")
    call_command("reset_second_factor", "dora")
    assert not has_second_factor(dora) and has_second_factor(emil)
    client.force_login(dora)
    assert client.get("/desk/")["Location"] == "/desk/account/"


def test_a_name_that_nobody_has_is_told():
    with pytest.raises(CommandError, match="no account") as raised:
        call_command("reset_second_factor", "nobody")
    assert raised.value.returncode == 2
