"""Lines that tell a page's date from the day on which it was read."""

import pytest

from archive.importers.extraction.told_dates import find_told_date


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Gestern, 14:30 Uhr", "Gestern, 14:30 Uhr"),
        ("Von Anna Muster | vor 3 Stunden", "vor 3 Stunden"),
        ("Published: yesterday", "yesterday"),
        ("Posted 2 hours ago", "2 hours ago"),
        ("发布时间：昨天 14:30", "昨天 14:30"),
        ("Yesterday the police said nothing.", ""),
        ("20. Februar 2019", ""),
        ("Gestern und heute", ""),
        ("Die Kameras an der Grenze", ""),
    ],
)
def test_a_short_line_tells_a_date_in_its_words(line, told):
    assert find_told_date(["Kameras an der Grenze", line]) == told


def test_lines_that_say_different_things_tell_nothing():
    assert find_told_date(["Yesterday", "2 hours ago"]) == ""
    assert find_told_date(["Yesterday", "Yesterday"]) == "Yesterday"
