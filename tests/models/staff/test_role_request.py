"""The database holds only role requests that two people made, or one with a reason."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from archive.models import RoleRequest
from tests.factories import make_user

pytestmark = pytest.mark.django_db
WAITING = {"decided_by": None, "decided_at": None}


@pytest.fixture
def people():
    return {name: make_user(name) for name in ("anna", "berta", "carl")}


def make_request(people, **fields):
    """Anna asks for a role for Carl, and Berta decides."""
    chosen = {
        "account": "carl",
        "asked_by": "anna",
        "decided_by": "berta",
        "role": "editor",
        "asked_at": timezone.now(),
        "decided_at": timezone.now(),
        **fields,
    }
    for column in ("account", "asked_by", "decided_by"):
        chosen[column] = people.get(chosen[column])
    return RoleRequest.objects.create(**chosen)


@pytest.mark.parametrize(
    ("fields", "is_allowed"),
    [
        ({"outcome": "given"}, True),
        ({"outcome": "refused"}, True),
        ({"outcome": "perhaps"}, False),
        (WAITING, True),
        ({"outcome": "given", "decided_by": None}, False),
        ({"outcome": "given", "decided_at": None}, False),
        ({"outcome": "refused", **WAITING}, False),
        ({"decided_by": None}, False),
        ({"decided_at": None}, False),
        ({"outcome": "given", "decided_by": "anna"}, False),
        ({"outcome": "given", "decided_by": "carl"}, False),
        ({"outcome": "refused", "decided_by": "anna"}, True),
        ({"outcome": "refused", "decided_by": "carl"}, True),
        (
            {
                "outcome": "given",
                "decided_by": "anna",
                "override": True,
                "reason": "Alone.",
            },
            True,
        ),
        ({"outcome": "given", "override": True}, False),
        *(({**WAITING, "role": role}, True) for role in ("publisher", "administrator")),
        ({**WAITING, "role": "contributor"}, False),
    ],
)
def test_a_request_is_decided_by_a_second_person(people, fields, is_allowed):
    if is_allowed:
        assert make_request(people, **fields).pk
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            make_request(people, **fields)


def test_one_request_for_a_role_waits_at_a_time(people):
    make_request(people, outcome="refused")
    make_request(people, **WAITING)
    make_request(people, **WAITING, role="publisher")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_request(people, **WAITING)
    assert RoleRequest.objects.waiting().count() == 2
