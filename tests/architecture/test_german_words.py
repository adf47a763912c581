"""The German of the interface keeps to its glossary: one word for one thing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from .tree import BASE

# A word that was used for a thing, and the one that the glossary has.
FORBIDDEN = {
    r"Demonstration": "Beispiel: eine Demonstration ist ein Protestmarsch",
    r"\bNoten?\b|benote": "Bewertung: die beste Schulnote ist hier die 6",
    r"Datens[aä]tz": "Eintrag; Angaben zum Eintrag",
    r"(?<!IP-)Adresse": "Link; IP-Adresse",
    r"Widerruf|Rücknahme|zurückgenommen": "Rückzug, zurückgezogen",
    r"[Ee]mend|Lesart": "Textkorrektur",
    r"zurückgehalten": "gesperrt",
    r"[Vv]ertippt|falsch geschrieben|[Tt]ippen Sie|getippt": "Tippfehler; eingeben",
    r"Lesenden?\b": "Leserinnen und Leser; öffentlich",
    r"\b[Jj]emand(?:en|em)?\b": "eine Person; die Person benennen",
    r"Nachweise?\b(?<!Bildnachweis)(?<!Bildnachweise)": "Beleg; Literaturangabe",
    r"beruh(?:t|en)\b": "stützt sich auf",
    r"Abbild\b|abgebildet": "Archivkopie; gesichert am",
    r"Admiralität": "Admiralty-Code",
    r"Passagen?\b": "Absatz; Textstelle",
    r"Präfektur": "Bezirk",
    r"Ausschnitt|\bUmrisse?\b|getönt": "Zeitraum; Grenzen; eingefärbt",
    r"Stapel": "Sammelsuche",
    r"(?:weg|heraus)nehmen|Nehmen Sie": "entfernen",
    r"aufbewahr|aufzubewahren": "speichern",
    r"Version|Revision": "Fassung",
    r"Neueste[nr]? Fassung|lebende Seite": "aktuelle Fassung",
    r"(?:kurze|dauerhafte|eigene) Adresse": "Kurzlink; dauerhafter Link",
    r"Urheber\b|Herausgeber": "Urheberschaft; veröffentlicht von",
    r"\bErzählung": "Chronologie",
    r"\bFotos?\b|Fotoserie": "Bild; Bildstrecke",
    r"Klarstellung|klargestellt": "Präzisierung",
    r"Verlässlichkeit": "Zuverlässigkeit",
    r"\bBeugung|\bWendung": "Wortform; Wortfolge",
    r"\bMarkier(?:te|en)\b": "auswählen",
    r"\bAr?ten? der? |\bArten?\b": "Typ",
    r"\b[Bb]erühr(?:t|en)\b": "reicht über, liegt an",
    r"\b(?:steht|stehen|stand)\b": "ist, kommt vor, enthält",
    r"\b(?:liegt|liegen) (?:nach|unter|vor|hier|bei|in)\b": "ist, gehört zu",
    r"\btrag(?:en|t)\b(?! Sie)|\bträgt\b": "hat",
    r"\bnirgends\b|\bsolche[nrs]?\b|\bjene[nrs]?\b": "das Ding benennen",
    r"(?:^|[.:] )[^,.:]*, (?:und|oder) \w+en Sie\b": "kein Komma vor «und»",
    r"\bseit %\(|\bvom %\(\w+\)s bis %\(": "seit dem …; vom … bis zum …",
    r"ß|[„“”]|(?<![=\w])\"(?!>)": "ss; «…»",
}
ALLOWED = {  # a phrase that may hold such a word, and why
    "zwischen ß und ss": "explains that the search treats both alike",
}
CATALOGUE = BASE / "archive" / "locale" / "de" / "LC_MESSAGES" / "django.po"


def find_forbidden(text: str) -> list[str]:
    """What to write instead of the words that a text should not have."""
    for phrase in ALLOWED:
        text = text.replace(phrase, "")
    return [better for word, better in FORBIDDEN.items() if re.search(word, text)]


def list_translations(catalogue: Path) -> list[str]:
    """Every German string of the interface, singular and plural apart."""
    with catalogue.open("rb") as file:
        messages = [message for message in read_po(file, locale="de") if message.id]
    strings = [message.string for message in messages]
    return [
        text for held in strings for text in ([held] if isinstance(held, str) else held)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Demonstration",
        "Note: B2",
        "Diesen Datensatz zitieren",
        "Eine kurze Adresse geben",
        "Die Adresse ist vielleicht vertippt.",
        "Emendierte Lesart",
        "Eine Passage wird hier zurückgehalten.",
        "Die Meldung von jemandem wartet",
        "Sagen Sie den Lesenden, warum.",
        "Die Nachweise folgen der Reihenfolge im Korb.",
        "Was darauf beruht",
        "Jahre und Arten",
        "Das ist Version 1, die neueste.",
        "Unter dieser Region steht kein Eintrag.",
        "Gehen Sie zurück, und senden Sie weniger.",
        "Wer die Lösung „kennt“, schließt.",
        "vom %(begun)s bis %(over)s",
    ],
)
def test_a_word_that_the_glossary_refuses_is_found(text):
    assert find_forbidden(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bildnachweis",
        "Wir speichern keine IP-Adresse.",
        "Die Suche unterscheidet nicht zwischen ß und ss.",
        "seit dem %(begun)s",
        "Anmerkung",
        "«%(text)s» erkennen wir nicht als Datum.",
        "Sie können die Suchen eintragen und senden.",
    ],
)
def test_a_word_of_the_glossary_passes(text):
    assert not find_forbidden(text)


def test_no_german_string_has_a_word_that_the_glossary_refuses():
    strings = list_translations(CATALOGUE)
    assert len(strings) > 1000
    found = {text: find_forbidden(text) for text in strings if find_forbidden(text)}
    assert not found


def test_every_exception_is_still_needed():
    strings = list_translations(CATALOGUE)
    for phrase in ALLOWED:
        assert any(phrase in text for text in strings), phrase
