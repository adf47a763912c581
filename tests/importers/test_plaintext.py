"""The seed by rules, and files that cannot be read."""

import pytest

from archive.importers import plaintext
from archive.importers.draft import ImportProblem


def test_the_seed_is_understood(seed):
    draft = plaintext.read(seed.read_bytes())
    assert draft.kicker == "Gesichtserkennung"
    assert draft.title.startswith("Datenbank zeigt Ausmass")
    assert (draft.byline, draft.date, draft.language) == ("dj", "2019-02-20", "de-CH")
    assert draft.lead
    kinds = [segment.kind for segment in draft.segments]
    assert [kinds.count(k) for k in ("paragraph", "post", "boilerplate")] == [5, 1, 12]
    credits = [caption.credit for caption in draft.captions]
    assert credits == ["Bild: dpa"] * 12 + [""]
    assert draft.series.startswith("Digitale Überwachung")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"\n \r\n", "empty"),
        (b"a\0b", "not text"),
        (b"a" * 50_000_000, "larger than 5 MB"),
        (b"a" * 200_000, "too long"),
    ],
)
def test_a_bad_file_is_told(content, message):
    with pytest.raises(ImportProblem, match=message):
        plaintext.read(content)


def test_windows_1252_and_mixed_line_ends_are_read_and_said():
    draft = plaintext.read("Ein Titel\r\nÜber Käse.\rUnd Brot.\n".encode("cp1252"))
    assert [s.text for s in draft.segments] == ["Über Käse.", "Und Brot."]
    assert "Windows-1252" in draft.notes[0]
    assert "undated" in draft.notes[1]


@pytest.mark.parametrize("first", ["YouTube sperrt Kanäle", "SenseNets verliert Daten"])
def test_a_name_is_not_split_as_a_kicker(first):
    draft = plaintext.read(f"{first}\nDie Firma sagt nichts.".encode())
    assert (draft.kicker, draft.title) == ("", first)
