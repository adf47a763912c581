"""The list of readers' reports at the desk."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from archive.models import ErrorReport
from tests.factories import make_article, make_user, published

pytestmark = [pytest.mark.django_db, pytest.mark.only_on_sqlite("the page")]
PAGE = "/desk/reports/"


@pytest.fixture
def browser():
    client = Client()
    client.force_login(make_user("anna", "editor"))
    return client


@pytest.fixture
def reports():
    made = {}
    for state in ("new", "taken_up", "answered", "corrected"):
        entry = published(make_article(title=f"Entry {state}"))
        is_open = state in ("new", "taken_up")
        made[state] = ErrorReport.objects.create(
            entry=entry,
            version=1,
            text="Wrong.",
            stamp=state,
            state=state,
            answered_at=None if is_open else timezone.now(),
        )
    return made


def shown(browser, query=""):
    rows = browser.get(PAGE + query).context["reports"]
    return [report.state for report in rows]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["new", "taken_up"]),
        ("?all=1", ["corrected", "answered", "taken_up", "new"]),
        ("?state=answered", ["answered"]),
        ("?state=nonsense", ["new", "taken_up"]),
        ("?all=1&q=entry+corr", ["corrected"]),
        ("?page=99999999999999999999", ["new", "taken_up"]),
    ],
)
def test_reports_are_chosen_by_what_is_to_be_done(browser, reports, query, found):
    assert shown(browser, query) == found


def test_a_report_is_found_by_the_id_of_its_entry(browser, reports):
    code = reports["new"].entry.id_code_display
    assert shown(browser, f"?q={code}") == ["new"]


def test_each_count_is_a_link_to_as_many_reports(browser, reports):
    page = browser.get(PAGE).content.decode()
    links = re.findall(
        r'href="(\?[^"]*|/desk/reports/)"[^>]*>[^<]*<span class="count">(\d)', page
    )
    assert len(links) == 6
    for query, count in links:
        query = query.replace("&amp;", "&").removeprefix(PAGE)
        assert len(shown(browser, query)) == int(count)
