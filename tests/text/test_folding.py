"""Many spellings have one form, whoever writes them."""

from __future__ import annotations

import pytest

from archive.text.folding import fold_german, fold_text, is_traditional_chinese


@pytest.mark.parametrize(
    ("spelled", "folded"),
    [
        ("Überwachung", "uberwachung"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Ürümqi", "urumqi"),
        ("Xi’an", "xi'an"),
        ("ＡＢＣ", "abc"),
        ("社會信用體系", "社会信用体系"),
        ("维吾尔", "维吾尔"),
        ("新疆維吾爾自治區", "新疆维吾尔自治区"),
        ("乾隆", "乾隆"),  # a name keeps what `乾` alone loses
        ("乾淨", "干净"),
        ("皇后以後", "皇后以后"),
        ("擡頭", "抬头"),  # a rare variant
        ("\uf90a盾", "金盾"),  # a compatibility ideograph
        ("著作權", "著作权"),
        ("Łódź", "lodz"),
        ("Søren", "soren"),
        ("Işık", "isik"),
        ("Đặng", "dang"),
        ("ŒUVRE", "oeuvre"),
        ("دوربین", "دوربين"),  # Persian letters as those of Arabic
        ("مسؤولية", "مسؤوليه"),
        ("رايونى", "رايونى"),  # of Uyghur
    ],
)
def test_spellings_are_folded(spelled, folded):
    assert fold_text(spelled) == folded
    assert fold_text(folded) == folded


def test_an_umlaut_may_be_spelled_out():
    assert fold_german("Ueberwachung") == fold_german("Überwachung") == "uberwachung"


def test_every_chinese_character_folds_to_one():
    """So that positions in a folded text are positions in the text."""
    for code in range(0x4E00, 0xA000):
        assert len(fold_text(chr(code))) == 1, hex(code)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("監控社會", True), ("监控社会", False), ("公共安全", False), ("Stadt", False)],
)
def test_traditional_chinese_is_told_from_simplified(text, expected):
    assert is_traditional_chinese(text) == expected
