"""What was emended is told beside what was printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.text.emendations import EmendedPart, split_emendations


@pytest.mark.parametrize(
    ("verbatim", "reading", "shown"),
    [
        ("Alles gut.", "", [("Alles gut.", "")]),
        ("Alles gut.", "Alles gut.", [("Alles gut.", "")]),
        (
            "Der Sicherheitsformer fand es.",
            "Der Sicherheitsforscher fand es.",
            [
                ("Der ", ""),
                ("Sicherheitsformer", "Sicherheitsforscher"),
                (" fand es.", ""),
            ],
        ),
        (
            "Grafik zum Sozialkedit-System: lang",
            "Grafik zum Sozialkredit-System: lang",
            [
                ("Grafik zum ", ""),
                ("Sozialkedit-System", "Sozialkredit-System"),
                (": lang", ""),
            ],
        ),
        (
            "die sie brauchen.Sie warten",
            "die sie brauchen. Sie warten",
            [("die sie ", ""), ("brauchen.Sie", "brauchen. Sie"), (" warten", "")],
        ),
        (
            "laut Junning prüft",
            "laut He Junning prüft",
            [("laut ", ""), ("Junning", "He Junning"), (" prüft", "")],
        ),
        ("社会信佣体系", "社会信用体系", [("社会信", ""), ("佣", "用"), ("体系", "")]),
    ],
)
def test_an_emended_word_stands_beside_the_printed_one(verbatim, reading, shown):
    assert [
        (p.printed, p.reading) for p in split_emendations(verbatim, reading)
    ] == shown


@given(st.text("ab. 信,", max_size=30), st.text("ab. 信,", max_size=30))
def test_the_printed_text_is_never_changed(verbatim, reading):
    assert (
        "".join(part.printed for part in split_emendations(verbatim, reading))
        == verbatim
    )
    assert all(
        isinstance(part, EmendedPart) for part in split_emendations(verbatim, reading)
    )
