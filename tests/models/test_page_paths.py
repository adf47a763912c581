"""Paths that were found once are those that `reverse` gives."""

import pytest
from django.test.utils import override_script_prefix
from django.urls import NoReverseMatch, reverse

from archive.models.page_paths import build_page_path

PATHS = [
    ("archive:home",),
    ("archive:region-detail", "CN-XJ"),
    ("archive:region-detail", "XJ PART"),
    ("archive:region-detail", "PART"),
    ("archive:region-detail", "新疆?&"),
    ("archive:tag-detail", "theme", "social-credit"),
    ("archive:tag-detail", "PART", "PART0"),
    ("archive:article-detail", "4f7k9q2t", "-"),
]


@pytest.mark.parametrize("_time", ["first", "again"])
@pytest.mark.parametrize(("route", "parts"), [(r, p) for r, *p in PATHS])
def test_a_path_is_that_of_reverse(route, parts, _time):
    assert build_page_path(route, *parts) == reverse(route, args=parts)


def test_a_site_below_a_path_has_its_own():
    assert build_page_path("archive:region-detail", "CN") == "/regions/CN/"
    with override_script_prefix("/below/"):
        assert build_page_path("archive:region-detail", "CN") == "/below/regions/CN/"


@pytest.mark.parametrize("part", ["", "a/b"])
def test_what_no_route_takes_is_refused(part):
    with pytest.raises(NoReverseMatch):
        build_page_path("archive:region-detail", part)
