"""German forms meet their base, and one another."""

import pytest

from archive.text.segmenting import (
    all_word_terms,
    query_alternatives,
    stem_with_base,
    word_stems,
)


def finds(query, word):
    """Whether a German text with the word is found by its stems."""
    asked = query_alternatives(query)
    return not all_word_terms(word, "de").isdisjoint({*asked.stemmed, *asked.related})


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
        "überwachen überwachend überwachende überwachenden Überwachung Überwachungen",
        "speichern speichernde Speicherung Speicherungen",
        "handeln handelnde Handlung Handlungen",
        "sammeln sammelnden Sammlung Sammlungen",
        "stören störender Störung Störungen",
        "öffnen öffnendes Öffnung",
        "bilden bildend bildender gebildete gebildeten",
        "registrieren registrierende registrierte Registrierung Registrierungen",
        "ausspähen ausspähende Ausspähung ausgespähte",
        "auseinandersetzen auseinandergesetzte Auseinandersetzung",
        "weitergeben weitergebende weitergegebenen",
    ],
)
def test_every_form_meets_its_base(forms):
    base, *others = forms.split()
    for form in others:
        assert finds(base, form), form
        assert finds(form, base), form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Speicher", "Speise"),
        ("gesammelt", "Samt"),
        ("Konzern", "Konzert"),
        ("überwacht", "erwacht"),
        ("inhaftiert", "Haft"),
        ("sind", "Sinn"),
        ("Legende", "legen"),
        ("Legenden", "legen"),
        ("Regierung", "Regie"),
        ("Regierungen", "regieren"),
        ("Währung", "währen"),
        ("Währungen", "wahren"),
        ("Zeitung", "Zeit"),
        ("Tausende", "tauschen"),
        ("Abende", "enden"),
        ("Sprung", "springen"),
        ("Handlung", "Hand"),
        ("Speicherung", "Speise"),
        ("überwachende", "wachen"),
        ("Überwachung", "Erwachen"),
    ],
)
def test_words_of_different_bases_do_not_meet(one, other):
    assert not finds(one, other)
    assert not finds(other, one)


def test_only_german_words_have_bases():
    assert stem_with_base("gespeichert", "en") == ("en:gespeichert",)


def test_the_verb_of_a_noun_stands_beside_the_stems_of_the_noun():
    (stems,) = word_stems("Störung", "de")
    assert (stems.whole, stems.related) == (("de:storung",), ("de:stor",))
    assert query_alternatives("Störung").related == ("de:stor",)


def test_a_noun_that_has_the_stem_of_its_verb_has_no_other():
    (stems,) = word_stems("Überwachung", "de")
    assert (stems.whole, stems.related) == (("de:uberwach",), ())
