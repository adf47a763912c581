"""What each kind of page may cost: counted, so that it is the same on every machine.

Queries, included templates, and thousands of function calls. A page that becomes dearer
fails here; one that becomes much cheaper does too, so that its budget falls.
"""

import cProfile
import pstats
from collections import Counter

import pytest
from django.db import connection
from django.template.loader_tags import IncludeNode
from django.test.utils import CaptureQueriesContext

from archive.models import Entry

pytestmark = pytest.mark.django_db

# Each page says in its head what it is, for links to it and for programs (Open Graph,
# signposts, linked data): one to four thousand calls. What was merged into an entry
# costs it a query; a version names merged and related entries as they were.
# Links between entries carry a reader's basket: some hundred calls.
# Kind of page: address, queries, included templates, thousands of calls.
BUDGETS = {
    "article": ("{article}", 34, 53, 139),
    "photo": ("{photo}", 28, 16, 88),
    "source": ("{source}", 29, 11, 81),
    "event": ("{event}", 28, 13, 91),
    "cite": ("/entries/{code}/cite/", 15, 8, 74),
    "version": ("/entries/{code}/v1/", 31, 51, 158),
    "list": ("/articles/", 5, 32, 76),
    "tag": ("/tags/theme/social-credit/", 12, 32, 111),
    # With the map of the world, an example of each thing, and the changes of this week.
    # It and the timeline draw what the demonstration has: 226 entries for 146 before,
    # about 43 countries for 22 before, which is twenty and twelve thousand calls.
    "home": ("/", 24, 19, 206),
    "region": ("/regions/CN-XJ/", 12, 40, 164),
    "timeline": ("/timeline/?from=2017&to=2019", 11, 145, 203),
    "changes": ("/changes/", 10, 42, 95),
    "search": ("/search/?q=surveillance", 19, 48, 234),
    "search with facets": ("/search/?q=camera&region=CN-XJ&kind=article", 20, 29, 96),
    "about": ("/about/privacy/", 0, 1, 9),
}
LEAST_SHARE = 0.6  # of its budget that a page uses, or the budget is too large


@pytest.fixture
def pages(demonstration):
    """The address of each kind of page."""
    named = {"article": demonstration.get_absolute_url()}
    for kind in ("photo", "source", "event"):
        first = Entry.objects.public().filter(kind=kind).order_by("import_key").first()
        named[kind] = first.get_absolute_url()
    named["code"] = demonstration.id_code
    return {kind: row[0].format(**named) for kind, row in BUDGETS.items()}


@pytest.fixture
def includes(monkeypatch):
    """How often each template is included."""
    counted = Counter()
    render = IncludeNode.render

    def count(self, context):
        counted[str(self.template)] += 1
        return render(self, context)

    monkeypatch.setattr(IncludeNode, "render", count)
    return counted


def count_calls(client, path):
    profile = cProfile.Profile()
    profile.enable()
    client.get(path)
    profile.disable()
    return pstats.Stats(profile).total_calls / 1000


def test_no_page_is_dearer_than_its_budget(client, pages, includes):
    over, far_below = {}, {}
    for kind, path in pages.items():
        assert client.get(path).status_code == 200, path  # templates are read now
        includes.clear()
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        found = len(asked), includes.total(), count_calls(client, path)
        limits = BUDGETS[kind][1:]
        if any(one > limit for one, limit in zip(found, limits, strict=True)):
            over[kind] = found, limits
        if any(f < LEAST_SHARE * limit for f, limit in zip(found, limits, strict=True)):
            far_below[kind] = found, limits
    assert over == {}
    assert far_below == {}
