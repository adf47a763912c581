"""What `manage.py test --quick` leaves out, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

# A folder, a file or the begin of a test's name in a file, below `tests/`, and what it
# takes so long for. All else is in, and so is whatever is new.
LEFT_OUT = {
    "across/": "every door, field, state and page in every combination",
    "across/pages/test_pages.py::test_the_demonstration_can": "loads all entries again",
    "admin/test_form_fields.py": "forms of the admin, field by field",
    "admin/vocabularies/": "names, changed and merged, form by form",
    "backups/test_backup.py": "whole archives, written and checked",
    "backups/test_restore.py": "whole archives, written and read back",
    "citations/csl/test_csl.py": "the cases of the CSL project, one by one",
    "citations/test_reference_files.py": "every format, with titles drawn by chance",
    "citations/test_source_types.py": "each kind of source in each format",
    "citations/test_styled_references.py": "each style against citeproc-js, by letter",
    "crosstabs/test_crosstab.py": "counts each cell of invented archives by hand",
    "editing/pages/": "whole forms of the desk, sent and saved",
    "editing/rows/": "whole forms with authors and captions, sent and saved",
    "editorial/accounts/": "logins and roles, step by step",
    "editorial/duplicates/": "whole entries, merged and taken apart again",
    "editorial/redaction/": "searches whole folders for words",
    "editorial/stories/test_story_verbs.py": "whole stories, published and refused",
    "entry_queries/test_tie_conditions.py": "each choice of ties by each plan",
    "exports/test_registry.py": "every format of every kind, read back by libraries",
    "importers/articles/test_page_files.py": "a process for each file of a page",
    "importers/test_extraction_process.py": "processes that fail, hang and are killed",
    "importers/test_timestamps.py": "makes keys and stamps with processes of OpenSSL",
    "management/commands/": "commands in processes of their own, even whole sites",
    "management/mutation/": "makes faults in copies of the tree",
    "management/serving/": "whole sites, attacked and killed",
    "management/test_catalogues.py": "reads and writes all translations",
    "management/test_haystack_options.py": "builds indexes with each option",
    "packed_files/test_pdf_text.py": "a process for each file",
    "quotations/test_checking.py": "indexes texts for each way to quote them",
    "search/engines/": "each engine against evaluations by other means, and harmed",
    "search/haystack/": "each of Haystack's questions asked of each engine",
    "search/index/test_hidden_words.py": "has each engine build its index again",
    "search/index/test_live_index.py": "harms and rebuilds indexes again and again",
    "search/index/test_rebuild.py": "interrupts rebuilds at every step",
    "search/meaning/test_encoder_socket.py": "processes that encode",
    "search/query/test_partial_matches.py": "indexes archives of words",
    "search/query/test_sentences.py": "indexes archives of sentences",
    "search/query/test_word_nodes.py": "each spelling of a word asked of each other",
    "search/results/test_column_counts.py": "counts by hand after every change",
    "search/results/test_meaning_hits.py": "encodes and compares passages",
    "search/results/test_similar_entries.py": "indexes entries with words in common",
    "search/results/test_similar_meanings.py": "indexes and encodes entries",
    "search/test_search.py": "all questions about all words",
    "text/dates/test_edtf.py": "the standard's examples, and dates drawn by chance",
    "timeline/test_span_counts.py": "counts a hundred invented archives by hand",
    "web/accounts/": "logins, step by step",
    "web/baskets/test_basket_pages.py": "each way into a basket and out of it",
    "web/changes/test_changes_page.py": "each filter of the changes, with its feed",
    "web/citing/": "each part of each entry, cited and compared",
    "web/compare/test_compare_page.py": "each number, followed to its list",
    "web/corrections/test_error_reports.py": "each field of a report, step by step",
    "web/desk/": "pages of the desk, step by step",
    "web/entries/test_captures.py": "each copy, for readers and at the desk",
    "web/layout/test_fonts.py": "cuts fonts",
    "web/lists/test_tag_pages.py": "each tag's page",
    "web/lists/test_uncounted_pages.py": "lists by each way of counting",
    "web/lists/test_view_bar.py": "each view of the demonstration, there and back",
    "web/middleware/test_bidi_controls.py": "pages and files with such characters",
    "web/middleware/test_keep_language.py": "links of pages, one by one",
    "web/pictures/test_map_pictures.py": "draws each map as a picture",
    "web/regions/test_region_context.py": "neighbours of the demonstration's regions",
    "web/regions/test_region_pages.py": "each region in each role, counted in two ways",
    "web/search/test_batch_pages.py": "many queries in one form",
    "web/search/test_search_export.py": "reads every format of every search back",
    "web/tables/test_table_page.py": "each number of a table, followed to its list",
    "web/test_database_failures.py": "a database that is away, page by page",
    "web/test_feed_forms.py": "each feed in each form",
    "web/test_home_page.py": "the first page of the demonstration, map by map",
    "web/test_search_slots.py": "has many searches wait for each other",
    "web/versions/test_version_pages.py": "long histories, corrected and withdrawn",
    "test_wsgi.py": "processes that load everything",
}
# One way through the pages as a reader meets them, without a browser.
KEPT = "across/pages/test_pages.py"
FILES = pytest.StashKey[set[Path]]()  # of which tests were left out


def is_left_out(nodeid: str) -> bool:
    """Whether a test, by its id, is left out, or its file or folder is."""
    name = nodeid.removeprefix("tests/")
    path = name.partition("::")[0]
    if path == KEPT:
        return any("::" in left and name.startswith(left) for left in LEFT_OUT)
    return any(
        path == left or (left.endswith("/") and path.startswith(left))
        for left in LEFT_OUT
    )


def leave_out_file(config: pytest.Config, path: Path, name: str) -> bool:
    """Whether a file, by its path below `tests/`, is not even read; note it then."""
    is_left = is_left_out(name)
    if is_left:
        config.stash.setdefault(FILES, set()).add(path)
    return is_left


def leave_out_slow(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what is left out of files that were read; count all files."""
    left = [item for item in items if is_left_out(item.nodeid)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if not is_left_out(item.nodeid)]
    found = config.stash.setdefault(FILES, set())
    found.update(item.path for item in left)
    if hasattr(config, "workeroutput"):  # of a worker of pytest-xdist
        config.workeroutput["left_out"] = [str(path) for path in found]


def describe_left_out(config: pytest.Config) -> str:
    """The end of the closing line of a quick run; nothing for another one."""
    if not config.getoption("--quick"):
        return ""
    count = len(config.stash.get(FILES, ()))
    places = ", ".join(f"tests/{place}" for place in LEFT_OUT)
    return (
        f"; --quick left out PostgreSQL, the browser and tests of {count:,} files in "
        f"{places} (but {KEPT})"
    )
