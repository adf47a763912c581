"""Lists for spreadsheets are written in one place, which guards every cell."""

from __future__ import annotations

import csv
import io

import pytest

from archive.exports.csv import format_csv_lines
from tests.architecture.tree import BASE

SIGNS = "=+-@＝＋－＠\u2212\ufe63\u2010\u2013\u2014"


def test_only_one_module_writes_csv():
    writers = {
        path.name
        for path in (BASE / "archive").rglob("*.py")
        if "csv.writer(" in path.read_text() or "DictWriter(" in path.read_text()
    }
    assert writers == {"csv.py"}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("cut", [";", "\t", "\n", "\r\n", "; ", ';"'])
def test_no_separator_that_a_spreadsheet_tries_begins_a_formula(separator, sign, cut):
    text = format_csv_lines([["id", f"{sign}1+1", f"a{cut}{sign}1+1", "b"]])
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    cells = [cell.lstrip(' "') for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(sign)]
