"""Words that do not occur: calls that run data, and markup that is trusted."""

from __future__ import annotations

import re

import pytest

from .tree import code, files, name

BANNED = {
    r"\bpickle\b": "a pickle is code",
    r"\b(marshal|shelve|dill|jsonpickle)\b": "what is unpacked may be code",
    r"\byaml\.(unsafe_)?load\b": "YAML's loader makes objects",
    r"\bextractall\b": "an archive can write anywhere",
    r"\bshell\s*=\s*True\b": "a shell reads what is typed",
    r"\bos\.(system|popen)\(": "a shell reads what is typed",
    r"\bTemplate\(|\bfrom_string\(": "a text becomes a template",
    r"\.extra\(": "SQL by hand",
    r"\.raw\(": "SQL by hand",
    r"\bRaw\(": "a reader's words become part of a query",
    r"\bRawSQL\b": "SQL by hand",
    r"\b(eval|exec)\(": "a text is run",
    r"\bcache_page\b|\bUpdateCacheMiddleware\b": "private pages in a shared cache",
}
ALLOWED = {
    # whoosh's blocks of postings: one writes plain values, one reads no classes
    r"\bpickle\b": [
        "archive/search/engines/whoosh/reading/postings.py",
        "archive/search/engines/whoosh/writing/posting_lists.py",
    ],
}
TRUSTED = r"\bmark_safe\b|\bSafeString\(|\b__html__\b"


def uses(pattern, paths):
    return [name(p) for p in paths if re.search(pattern, p.read_text("utf-8"))]


@pytest.mark.parametrize("pattern", BANNED)
def test_a_banned_call_does_not_occur(pattern):
    found = uses(pattern, [*code("archive"), *code("fixtures")])
    assert found == sorted(ALLOWED.get(pattern, [])), BANNED[pattern]


def test_markup_is_trusted_in_one_module_at_most():
    assert len(uses(TRUSTED, code("archive"))) <= 1


def test_no_template_switches_escaping_off():
    pattern = r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off"
    assert not uses(pattern, files("*.*", under="templates"))
