"""A name is met in every form that people type, and by no other word."""

from __future__ import annotations

import pytest

from archive.text.names import LONGEST_FORM, list_name_forms, list_query_forms


def is_met(typed: str, name: str, language: str, *, is_place: bool = False) -> bool:
    forms = list_query_forms(typed.split())
    asked = {*forms.exact, *forms.other}
    return not asked.isdisjoint(list_name_forms(name, language, is_place=is_place))


@pytest.mark.parametrize(
    ("name", "language", "typed"),
    [
        ("Uighurs", "en", "Uighur"),
        ("Uighurs", "en", "uighur's"),
        ("Uiguren", "de", "Uigure"),
        ("Überwachungskameras", "de", "Überwachungskamera"),
        ("Überwachungskameras", "de", "Ueberwachungskamera"),
        ("Drohnen", "de", "Drohne"),
        ("Sanktionen", "de", "Sanktion"),
        ("Satellitenbilder", "de", "Satellitenbild"),
        ("Umerziehungslager", "de", "Umerziehungslagern"),
        ("Künstliche Intelligenz", "de", "künstlicher Intelligenz"),
        ("Fingerabdrücke", "de", "Fingerabdruck"),
        ("Schwarze Listen", "de", "schwarze Liste"),
        ("social scoring", "en", "social score"),
        ("social scoring", "en", "social scores"),
        ("wiretapping", "en", "wiretap"),
        ("Smart city", "en", "smart cities"),
        ("data breach", "en", "data breaches"),
        ("re-education camps", "en", "reeducation camp"),
        ("re-education camps", "en", "re education camps"),
        ("SenseNets", "en", "sense nets"),
        ("SenseNets", "en", "Sense-Net"),
        ("Sozialkreditsystem", "de", "Sozial-Kredit-System"),
        ("Sozialkreditsystem", "de", "Sozial Kredit Systems"),
        ("IMSI-Catcher", "de", "IMSIcatcher"),
        ("GCHQ", "en", "G.C.H.Q."),
        ("AI", "en", "AI"),
        ("US", "en", "U.S."),
        ("Skynet (China)", "en", "Skynet"),
        ("人脸识别", "zh-Hans", "renlianshibie"),
        ("人脸识别", "zh-Hans", "rénliǎn shíbié"),
        ("人脸识别", "zh-Hans", "ren2 lian3 shi2 bie2"),
        ("人脸识别", "zh-Hans", "人臉識別"),
        ("DNA数据库", "zh-Hans", "DNA shujuku"),
    ],
)
def test_a_tag_is_met_in_every_form(name, language, typed):
    assert is_met(typed, name, language)


@pytest.mark.parametrize(
    ("name", "language", "typed"),
    [
        ("China", "en", "China's"),
        ("China", "de", "Chinas"),
        ("Vereinigte Staaten", "de", "Vereinigten Staaten"),
        ("Hong Kong", "en", "Hongkong"),
        ("乌鲁木齐", "zh-Hans", "Wulumuqi"),
        ("乌鲁木齐", "zh-Hans", "wū lǔ mù qí"),
        ("西安", "zh-Hans", "Xi’an"),
        ("重庆", "zh-Hans", "chongqing"),
        ("西藏", "zh-Hans", "xizang"),
        ("吕梁", "zh-Hans", "lvliang"),
        ("吕梁", "zh-Hans", "Lüliang"),
        ("中国澳门特别行政区", "zh-Hans", "澳門特別行政區"),
        ("ئۈرۈمچى", "ug", "Ürümchi"),
        ("ئۈرۈمچى شەھىرى", "ug", "Үрүмчи"),
        ("قەشقەر", "ug", "Qeshqer"),
        ("قەشقەر", "ug", "Қәшқәр"),
        ("شىنجاڭ", "ug", "Шинҗаң"),
    ],
)
def test_a_place_is_met_in_every_form(name, language, typed):
    assert is_met(typed, name, language, is_place=True)


@pytest.mark.parametrize(
    ("name", "language", "is_place", "typed"),
    [
        ("Internment", "en", False, "international"),
        ("Internment", "en", False, "interns"),
        ("Lager", "de", False, "Lage"),
        ("Police", "en", False, "Polizei"),
        ("Face++", "en", False, "face"),
        ("Wales", "en", True, "wale"),
        ("Tempora", "en", False, "temporal"),
        ("AI", "en", False, "ai"),
        ("维吾尔人", "zh-Hans", False, "weiwu"),
        ("香港特别行政区", "zh-Hans", True, "澳门特别行政区"),
    ],
)
def test_other_words_do_not_meet_a_name(name, language, is_place, typed):
    assert not is_met(typed, name, language, is_place=is_place)


def test_what_is_typed_exactly_is_apart_from_its_other_forms():
    forms = list_query_forms(["Chinas"])
    assert forms.exact == ("chinas",)
    assert "china" in forms.other


def test_a_long_name_has_short_forms():
    forms = list_name_forms("a" * 200, "en", is_place=False)
    assert {len(form) for form in forms} == {LONGEST_FORM}
