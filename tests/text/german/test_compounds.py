"""Which German words are taken apart, and which are not."""

import pytest

from archive.text.folding import fold_german
from archive.text.german import compound_parts

TAKEN_APART = """
Waffen-fabrikant Treibhaus-gas Schmalspur-bahn Produktions-stätte Parlaments-wahl
Normal-kraft Privat-schule Kranken-versicherung Bundestags-wahl Kinder-zimmer
Lebens-versicherung Arbeitslosen-geld Klima-wandel Energie-wende Fussball-spieler
Gas-leitung Flug-hafen Strassen-laterne Wetter-bericht Milch-preis Wald-brand
Hochzeits-kleid Zahnarzt-praxis Handels-krieg Zwangs-arbeit Gebets-ruf Zucker-rübe
Handy-nummer Sicherheits-lücke Finger-abdruck Bewegungs-profil Wahl-kreis Strom-netz
Dampf-turbine Regen-wald Natur-katastrophe Sprengstoff-gürtel Verkaufs-prozess
Gerichts-verfahren Heimat-stadt
""".split()
LEFT_WHOLE = """
Regierung Regierungen Staubecken Druckerzeugnis Wachstube Altbauerhaltung Ausdruck
Abfall Bezug Landschaft Wirtschaft Botschaft Gemeinschaft Mannschaft Gesellschaft
Freundschaft Kameradschaft Demokratie Personal Kontrolleur Verwaltung Entwicklung
Verbrauch Notiz Waffel Generation Nation Kombination Katastrophe Mausoleum Kandidat
Soldat Tagung Wohnung Mehrheit Freiheit Sicherheit Krankheit Minderheit Kleidung
Forderung Forderungen Bedingung Verhandlung Präsident Ministerium Minister Universität
Bevölkerung Opposition Revolution Konferenz Argument Dokument Parlament Instrument
Material Kapital Kapitalismus Funktionär Millionär Journalist Kommunist Pessimismus
Anwesenheit Eigentum Reichtum Ereignis Verhältnis Gefängnis Geheimnis Verständnis
Frühling Flüchtling Lehrling Marketing Training Künstler Händler Bücherei Kanzler
Ermittler Verräter Telegramm Programm Kilogramm Fotografie Geografie Salzburg Hamburg
Deutschland Russland Kasachstan Afghanistan Hannover Vorstand Aufstand Diebstahl
Augenblick Erinnerung Änderung Versammlung Verletzung Überraschung Beobachter
Verantwortung Haushalt Software überwachen russischen
""".split()


@pytest.mark.parametrize("word", TAKEN_APART)
def test_a_compound_is_found_by_its_last_part(word):
    first, last = word.split("-")
    found = compound_parts(fold_german(first + last))
    assert fold_german(last) in found
    assert any(fold_german(first).startswith(part) for part in found)


@pytest.mark.parametrize("word", LEFT_WHOLE)
def test_what_is_no_compound_is_left_whole(word):
    assert compound_parts(fold_german(word)) == ()


def test_what_can_be_cut_in_two_ways_is_not_cut():
    assert compound_parts("staubecken") == ()


def test_every_run_of_neighbours_is_a_part_too():
    assert compound_parts("atomkraftwerk") == (
        "atom",
        "kraft",
        "werk",
        "atomkraft",
        "kraftwerk",
    )


def test_a_word_that_has_become_one_is_not_cut_inside_another():
    assert compound_parts("hochzeitskleid") == ("hochzeit", "kleid")
