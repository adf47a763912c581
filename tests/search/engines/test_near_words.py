"""Words that are spelt almost alike, the nearest first."""

from __future__ import annotations

import pytest

from archive.search.engines.near_words import find_near_words, rank_by_edit_distance


@pytest.mark.parametrize(
    ("word", "is_near"),
    [
        ("camera", True),
        ("camara", True),  # a letter changed
        ("camra", True),  # one left out
        ("cameras", True),  # one more
        ("acmera", True),  # two exchanged
        ("acmear", True),  # twice
        ("cmaear", True),
        ("camaro", True),  # two changed
        ("cam", False),
        ("camp", False),
        ("cabaro", False),  # three changed
        ("camerasas", False),
        ("came", True),
        ("kamara", True),
        ("", False),
    ],
)
def test_a_word_is_near_within_two_letters(word, is_near):
    assert rank_by_edit_distance("camera", [(word, 1)]) == ([word] if is_near else [])


@pytest.mark.parametrize(
    ("words", "ranked"),
    [
        ([("camara", 1), ("camera", 1)], ["camera", "camara"]),
        ([("camara", 1), ("camira", 2)], ["camira", "camara"]),
        ([("camira", 1), ("camara", 1)], ["camara", "camira"]),
        ([("camara", 1), ("camira", 2), ("camara", 2)], ["camara", "camira"]),
        (
            [(f"camer{one}", 1) for one in "ihgfedc"],
            [f"camer{one}" for one in "cdefgh"],
        ),
        ([], []),
    ],
)
def test_the_nearest_come_first_then_the_commoner(words, ranked):
    assert rank_by_edit_distance("camera", words) == ranked


class Snapshot:
    """An index of a few words, as they are written and folded."""

    words = {
        "labels": {"camera": 1, "=camera": 1},
        "exact": {
            "camara": 5,
            "kamera": 3,
            "kamero": 0,
            "konnen": 2,
            "uberall": 1,
            "zero": 1,
        },
        "written": {
            "camara": 5,
            "kamera": 3,
            "kamero": 0,
            "können": 2,
            "überall": 1,
            "zero": 1,
        },
    }

    def count_documents_with(self, field, term):
        return self.words[field].get(term, 0)

    def iter_spellings(self, field, first):
        return (word for word in self.words[field] if word.startswith(first))


@pytest.mark.parametrize(
    ("term", "near"),
    [
        ("camera", []),  # it is there, as a label
        ("camara", []),
        ("cameta", ["camera", "camara"]),
        ("kamora", ["kamera"]),
        ("xamera", []),
        ("konen", ["können"]),  # as it is written
        ("uberal", ["überall"]),
        ("zenz", []),  # two of four letters are too many
        ("", []),
    ],
)
def test_only_a_word_that_is_not_there_has_near_ones_with_its_letter(term, near):
    assert find_near_words(Snapshot(), term) == near
