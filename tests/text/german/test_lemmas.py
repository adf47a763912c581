"""German forms meet their base, and one another."""

import pytest

from archive.text.segmenting import stem_with_base


@pytest.mark.parametrize(
    "forms",
    [
        "überwachen überwacht überwachte überwachten überwachter Überwachen",
        "speichern speichert speicherte gespeichert gespeicherten",
        "Konzern Konzerne Konzernen Konzerns",
        "inhaftieren inhaftiert inhaftierte inhaftierten inhaftierend",
        "festnehmen festgenommen festnahm festgenommene festgenommenen",
        "auswerten ausgewertet ausgewerteten auswertete",
        "sammeln sammelt sammelte gesammelt gesammelten",
        "schliessen geschlossen schloss schlossen",
    ],
)
def test_every_form_meets_its_base(forms):
    base, *others = forms.split()
    for form in others:
        meeting = {*stem_with_base(base, "de")} & {*stem_with_base(form, "de")}
        assert meeting, form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Speicher", "Speise"),
        ("gesammelt", "Samt"),
        ("Konzern", "Konzert"),
        ("überwacht", "erwacht"),
        ("inhaftiert", "Haft"),
        ("sind", "Sinn"),
    ],
)
def test_words_of_different_bases_do_not_meet(one, other):
    assert not {*stem_with_base(one, "de")} & {*stem_with_base(other, "de")}


def test_only_german_words_have_bases():
    assert stem_with_base("gespeichert", "en") == ("en:gespeichert",)
