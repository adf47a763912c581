"""Uyghur names in the alphabets in which they are written."""

from __future__ import annotations

import pytest

from archive.text.names.uyghur import drop_kind_of_place, list_uyghur_spellings


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("ئۈرۈمچى", {"ürümchi", "ürümqi", "үрүмчи"}),
        ("قەشقەر", {"qeshqer", "kexker", "қәшқәр"}),
        ("خوتەن", {"xoten", "hoten", "хотән"}),
        ("يەكەن", {"yeken", "йәкән"}),
        ("ياۋا", {"yawa", "йава", "ява"}),
    ],
)
def test_a_name_is_written_in_three_alphabets(name, spellings):
    assert spellings <= list_uyghur_spellings(name)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("ئۈرۈمچى شەھىرى", "ئۈرۈمچى"),
        ("كېرىيە ناھىيىسى", "كېرىيە"),
        ("قەشقەر", "قەشقەر"),
    ],
)
def test_a_name_of_a_place_is_known_without_its_kind(name, short):
    assert drop_kind_of_place(name) == short
