"""Versions are linked as RFC 7089 and RFC 5829 name them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from archive.models import Event
from archive.versions import Version
from archive.web.versions.memento import _parse_accept_datetime, build_memento_links

BASE = "https://archive.example"
ENTRY = Event(id_code="4f7k9q2t", kind="event")
AT = datetime(2019, 2, 20, 12, tzinfo=UTC)


def make_versions(number):
    return [
        Version(ENTRY, n, AT + timedelta(days=n), until=None, state={})
        for n in range(1, number + 1)
    ]


def link(number, relation):
    day = (AT + timedelta(days=number)).strftime("%a, %d %b %Y")
    address = f"{BASE}/entries/4f7k9q2t/v{number}/"
    return f'<{address}>; rel="{relation} memento"; datetime="{day} 12:00:00 GMT"'


@pytest.mark.parametrize(
    ("versions", "number", "links"),
    [
        (1, 1, [link(1, "first last latest-version")]),
        (
            2,
            1,
            [link(1, "first"), link(2, "last next successor-version latest-version")],
        ),
        (
            2,
            2,
            [link(1, "first prev predecessor-version"), link(2, "last latest-version")],
        ),
        (
            5,
            3,
            [
                link(1, "first"),
                link(2, "prev predecessor-version"),
                link(4, "next successor-version"),
                link(5, "last latest-version"),
            ],
        ),
    ],
)
def test_a_version_links_its_neighbours_and_both_ends(
    settings, versions, number, links
):
    settings.BASE_URL = BASE
    found = build_memento_links(ENTRY, make_versions(versions), number)
    assert found.split(", <") == [
        one.removeprefix("<") if place else one
        for place, one in enumerate(
            [
                f'<{BASE}/entries/4f7k9q2t>; rel="original"',
                f'<{BASE}/entries/4f7k9q2t/timegate/>; rel="timegate"',
                f'<{BASE}/entries/4f7k9q2t/timemap/>; rel="timemap"; '
                'type="application/link-format"',
                *links,
            ]
        )
    ]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Wed, 20 Feb 2019 12:00:00 GMT", AT),
        ("Wed, 20 Feb 2019 13:00:00 +0100", AT),
        ("Wed, 20 Feb 2019 12:00:00 -0000", AT),
    ],
)
def test_a_moment_is_read_with_its_zone(text, moment):
    assert _parse_accept_datetime(text) == moment


def test_without_a_moment_it_is_now():
    before = datetime.now(UTC)
    assert before <= _parse_accept_datetime("") <= datetime.now(UTC)


@pytest.mark.parametrize("text", ["yesterday", "2019-02-20", "Wed, 32 Feb 2019"])
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        _parse_accept_datetime(text)
