"""Which tests PostgreSQL runs again: those whose queries it may answer otherwise."""

from __future__ import annotations

import pytest
from django.test import SimpleTestCase

REACHING = {"db", "transactional_db", "live_server", "django_db_setup"}
MARKS = ("django_db", "starts_on_the_database")
# Tests that reach a database but ask about something else, by the begin of their ids
# below `tests/`, and what they ask about. SQLite runs them; all else runs on both, and
# so does whatever is new.
ONLY_ON_SQLITE = {
    "admin/articles/test_article_admin.py": "forms; test_life_cycle.py saves on both",
    "across/desk/test_desk_words.py": "words; test_change_lists.py asks each list",
    "across/desk/test_labels.py": "words",
    "across/desk/test_translated_names.py": "words",
    "across/fixtures/": "files",
    "across/haystack/": "the index",
    "across/pages/test_bad_places.py": "links and forms; test_queries.py asks them",
    "across/pages/test_chinese_marks.py": "words",
    "across/pages/test_counts.py": "links; test_exact.py asks the counts",
    "across/pages/test_csl_files.py": "files",
    "across/pages/test_search_help.py": "words",
    "across/pages/test_translated.py": "words",
    "across/pages/test_wrong_addresses.py": "words; test_bad_input.py asks them",
    "across/search/": "the index",
    "across/test_answers_to_programs.py": "headers",
    "across/test_hidden.py": "words on pages; test_doors.py asks each door",
    "across/test_ids_that_never_were.py": "ids; test_doors.py asks each door",
    "across/test_restored_pages.py": "files; tests/backups restores on both",
    "across/test_withheld_words.py": "words; test_redacting.py redacts on both",
    "citations/": "references",
    "exports/": "files",
    "management/test_haystack_options.py": "the index",
    "search/engines/": "the index",
    "search/haystack/": "the index",
    "search/index/test_live_index.py": "the index",
    "search/index/test_rebuild.py": "the index",
    "search/query/": "the index",
    "search/results/": "the index",
    "web/about/": "words",
    "web/accounts/": "pages; editorial/accounts asks about accounts",
    "web/baskets/": "pages; test_queries.py and test_doors.py ask them",
    "web/citing/": "references and forms",
    "web/entries/test_signposts.py": "headers",
    "web/layout/": "fonts and style sheets",
    "web/lists/test_tag_pages.py": "words",
    "web/middleware/": "headers",
    "web/regions/": "links and places; test_exact.py asks the counts",
    "web/search/test_batch_pages.py": "forms and files",
    "web/search/test_date_suggestion.py": "words",
    "web/search/test_search_page.py": "words; test_queries.py asks the page",
    "web/sourcing/": "links",
    "web/test_home_page.py": "places of photos; test_queries.py asks the page",
    "web/versions/test_version_pages.py": "pages; test_fields_in_versions.py asks them",
}
# Every query of a page runs on both: these ask each page, filter, count and verb.
ON_BOTH = (
    "across/pages/test_bad_input.py",
    "across/pages/test_pages.py",
    "across/pages/test_queries.py",
    "across/test_doors.py",
    "across/test_exact.py",
    "across/test_fields_in_outputs.py",
    "across/test_life_cycle.py",
    "across/test_ties.py",
    "backups/test_restore.py",
    "editorial/redaction/test_redacting.py",
    "search/test_search.py",
    "web/search/test_search_export.py",
)


def reaches(item: pytest.Item) -> bool:
    """Whether a test may speak to the database that was asked for.

    pytest-django lets nobody else: without its mark and its fixtures a query is an
    error. What a test's own process does it cannot see; a mark of ours says so.
    """
    if any(item.get_closest_marker(mark) for mark in MARKS):
        return True
    of = getattr(item, "cls", None)
    if of is not None and issubclass(of, SimpleTestCase):
        return True
    return not REACHING.isdisjoint(getattr(item, "fixturenames", ()))


def asks_about_queries(nodeid: str) -> bool:
    """Whether a test, by its id, asks what another database may answer otherwise."""
    return not nodeid.removeprefix("tests/").startswith(tuple(ONLY_ON_SQLITE))


def leave_to_sqlite(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what reaches no database or asks about something else: the run on
    SQLite runs that. A test that is marked for PostgreSQL runs wherever it is."""
    marked = {i for i in items if i.get_closest_marker("only_on_postgresql")}
    left = [
        item
        for item in items
        if item not in marked
        and not (reaches(item) and asks_about_queries(item.nodeid))
    ]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in set(left)]


def leave_to_postgresql(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what SQLite cannot be asked: the run on PostgreSQL runs that."""
    left = [item for item in items if item.get_closest_marker("only_on_postgresql")]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]
