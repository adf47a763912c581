"""Which tests PostgreSQL runs again: those whose queries it may answer otherwise."""

from __future__ import annotations

import pytest
from django.test import SimpleTestCase

REACHING = {"db", "transactional_db", "live_server", "django_db_setup"}
MARKS = ("django_db", "starts_on_the_database")
# Tests that reach a database but ask about something else, by the begin of their ids
# below `tests/`, and what they ask about. SQLite runs them; all else runs on both, and
# so does whatever is new. A single test says so itself, by the mark `only_on_sqlite`;
# docs/testing.md has the rule.
ONLY_ON_SQLITE = {
    "across/desk/test_desk_words.py": "words; test_change_lists.py asks each list",
    "across/desk/test_labels.py": "words",
    "across/desk/test_translated_names.py": "words",
    "across/fixtures/": "files",
    "across/haystack/": "the index",
    "across/pages/test_bad_places.py": "links and forms; test_queries.py asks them",
    "across/pages/test_channels.py": "headers",
    "across/pages/test_chinese_marks.py": "words",
    "across/pages/test_counts.py": "links; test_exact.py asks the counts",
    "across/pages/test_csl_files.py": "files",
    "across/pages/test_page_budgets.py": "calls; test_queries.py asks the pages",
    "across/pages/test_search_help.py": "words",
    "across/pages/test_translated.py": "words",
    "across/pages/test_wrong_addresses.py": "words; test_bad_input.py asks them",
    "across/search/": "the index",
    "across/test_answers_to_programs.py": "headers",
    "across/test_doors.py::test_a_search_counts": "facets; test_exact.py asks them",
    "across/test_hidden.py": "words on pages; test_doors.py asks each door",
    "across/test_ids_that_never_were.py": "ids; test_doors.py asks each door",
    "across/test_never_there.py": "bytes; test_doors.py asks each door",
    "across/test_proof_links.py": "files; test_public_log.py asks the proofs",
    "across/test_restored_pages.py": "files; tests/backups restores on both",
    "across/test_thresholds.py::test_a_form_is_sent": "stamps of forms",
    "across/test_thresholds.py::test_a_near_quotation": "words",
    "across/test_thresholds.py::test_a_page_of_a_list": "test_ties.py asks pages",
    "across/test_thresholds.py::test_a_report_has": "forms",
    "across/test_withheld_words.py": "words; test_redacting.py redacts on both",
    "editing/rows/test_caption_rows.py": "forms; test_life_cycle.py saves on both",
    "admin/test_user_admin.py::test_a_new_account": "passwords",
    "admin/test_user_admin.py::test_a_password_set": "passwords",
    "backups/test_backup.py": "files; test_restore.py writes and reads them on both",
    "citations/": "references",
    "exports/": "files",
    "management/commands/test_create_editor.py::test_the_first_login": "passwords",
    "management/commands/test_create_editor.py::test_the_one_time": "passwords",
    "management/test_haystack_options.py": "the index",
    "models/staff/test_password_rules.py::test_a_one_time": "passwords",
    "quotations/": "words; test_thresholds.py checks quotations on both",
    "search/engines/": "the index",
    "search/haystack/": "the index",
    "search/index/test_live_index.py": "the index",
    "search/index/test_rebuild.py": "the index",
    "search/query/": "the index",
    "search/results/": "the index",
    "search/test_search.py::test_a_figure_is_found": "words",
    "search/test_search.py::test_a_text_is_found": "words; the others ask the counts",
    "search/test_search.py::test_a_text_is_not_found": "words",
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
    "web/search/test_search_export.py::test_a_head_tells": "headers",
    "web/search/test_search_export.py::test_a_line_is": "files",
    "web/search/test_search_export.py::test_more_entries": "the number of queries",
    "web/search/test_search_page.py": "words; test_queries.py asks the page",
    "web/sourcing/": "links",
    "web/test_home_page.py": "places of photos; test_queries.py asks the page",
    "web/test_search_slots.py": "who waits for whom",
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


def is_left_to_sqlite(path: str) -> bool:
    """Whether no test of a file, by its path below `tests/`, asks about queries."""
    return path.startswith(tuple(one for one in ONLY_ON_SQLITE if "::" not in one))


def asks_about_queries(nodeid: str) -> bool:
    """Whether a test, by its id, asks what another database may answer otherwise."""
    return not nodeid.removeprefix("tests/").startswith(tuple(ONLY_ON_SQLITE))


def leave_to_sqlite(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what reaches no database or asks about something else: the run on
    SQLite runs that. A test that is marked for PostgreSQL runs wherever it is."""
    marked = {i for i in items if i.get_closest_marker("only_on_postgresql")}
    left = {
        item
        for item in items
        if item not in marked
        and (
            not reaches(item)
            or not asks_about_queries(item.nodeid)
            or item.get_closest_marker("only_on_sqlite")
        )
    }
    config.hook.pytest_deselected(items=list(left))
    items[:] = [item for item in items if item not in left]


def leave_to_postgresql(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what SQLite cannot be asked: the run on PostgreSQL runs that."""
    left = [item for item in items if item.get_closest_marker("only_on_postgresql")]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]
