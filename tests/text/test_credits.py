"""Whose picture it is: what is a credit, and what is not."""

import pytest

from archive.text import credits


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Bild: dpa", "dpa"),
        ("Foto: Anna Muster / Reuters", "Anna Muster / Reuters"),
        ("Photo: Jane Example/Reuters", "Jane Example/Reuters"),
        ("Photograph: Jane Example/AFP/Getty Images", "Jane Example/AFP/Getty Images"),
        ("Picture: PA", "PA"),
        ("Credit: Jane Example", "Jane Example"),
        ("(dpa)", "dpa"),
        ("(Keystone / AP)", "Keystone / AP"),
        ("(Bild: Keystone)", "Keystone"),
        ("Anna Muster / Keystone", "Anna Muster / Keystone"),
        ("Reuters", "Reuters"),
        ("图/新华社", "新华社"),
        ("图：路透社", "路透社"),
        ("（图片来源：中新社）", "中新社"),
        ("新华社记者 王某 摄", "新华社记者 王某"),
    ],
)
def test_a_credit_is_known_with_its_name(line, name):
    assert credits.is_credit(line)
    assert credits.credited_name(line) == name


@pytest.mark.parametrize(
    "line",
    [
        "Bilder aus Peking zeigen volle Straßen.",
        "(siehe Seite 3)",
        "Die Agentur Reuters berichtet",
        "Das Foto hängt im Rathaus.",
        "图为北京街头的摄像头。",
        "Er fragt: warum / Reuters schweigt dazu.",
    ],
)
def test_a_sentence_is_no_credit(line):
    assert not credits.is_credit(line)


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("Ein Platz in Wien. (dpa)", "Ein Platz in Wien.", "(dpa)"),
        ("Ein Platz. (Foto: APA)", "Ein Platz.", "(Foto: APA)"),
        ("A square. Photograph: J. Doe/AP", "A square.", "Photograph: J. Doe/AP"),
        ("街头的摄像头。（图/新华社）", "街头的摄像头。", "（图/新华社）"),
        ("街头的摄像头。王某 摄", "街头的摄像头。", "王某 摄"),
        ("Er kam 2019 (und blieb).", "Er kam 2019 (und blieb).", ""),
        ("(dpa)", "(dpa)", ""),
    ],
)
def test_a_credit_at_the_end_of_a_caption_is_split_off(line, caption, credit):
    assert credits.split_credit(line) == (caption, credit)


def test_a_bare_agency_may_sign_a_text_as_well():
    assert credits.is_labelled_credit("（图/新华社）")
    assert not credits.is_labelled_credit("(dpa)")
