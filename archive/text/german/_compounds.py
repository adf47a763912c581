"""The parts of German compounds, found with a list of words that compounds contain."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

# Folded, singular and without linking element: words of our subject, which may be
# shorter and rarer than those of the list.
_SUBJECT_WORDS = frozenset(
    """
    abhor akte algorithmus alltag amt analyse anbieter anlage anwalt apparat app arbeit
    archiv artikel aufklarung aufnahme aufsicht ausmass ausweis auto bahn bank bau
    behorde
    bericht beschluss betrieb bevolkerung bewegung bewertung bild bildung blick brief
    buch bund burger buro bussen datei daten datenbank debatte dienst digital druck
    durchsuchung einheit einsatz einwohner entwicklung erfassung erkennung ermittlung
    europa experte export fahnder fahndung fall familie film finger finanz firma flug
    forscher forschung foto freiheit freund funk gebaude geheim geld gemeinde gericht
    geschaft gesellschaft gesetz gesicht gesundheit gewalt grenze gruppe handel handy
    haus heimat hilfe identitat industrie information ingenieur internet jahr journalist
    kamera kampf kanzler karte kennzeichen kind klage kode kommission konto kontrolle
    konzern krankenhaus kredit krieg krise kunst kunde lager land leben lehrer liste
    macht mann markt maschine masse massen medien meldung mensch methode militar
    minderheit minister miete mobil modell nachricht nacht name netz netzwerk nummer
    nutzer offentlichkeit opfer ordnung ort papier partei pass person pilot plan platz
    politik polizei post presse preis profil programm projekt provinz prozess prufung
    pranger punkt recht rede regel regierung region reise register repressalie richter
    richtlinie risiko roboter schaden schule schuld schulden schuldner schutz seite
    sicherheit signal sitzung software sozial spion spionage sprache staat stadt
    standort statistik stelle stimme strafe strasse straf studie suche system
    tafel tag technik technologie telefon terror test text tochter treffen trojaner
    uberwachung umerziehung umfrage umlaut unternehmen untersuchung urteil verbrechen
    verdacht verein verfahren verfassung verhalten verkehr verordnung versicherung
    vertrag vertrauen verwaltung video volk vorrat vorschrift wachter waffe wahl wasser
    welt werbung wert wirtschaft wissen wohnung wurdigkeit zahl zeitung zensur zentrum
    zeuge zwang speicherung gas rad ruf hof weg tur hochschule verschlusselung
    """.split()
)
# Compounds once, but nobody reads their parts any more: we never cut inside them.
_UNCUT_WORDS = frozenset(
    """
    abendmahl aktion aufstand augenblick augsburg ausland autobahn automat backbord
    biedermeier bildhauer bundestag demokrat deutschland diebstahl diplomat dreifach
    dreikonig duisburg elfenbein england estland finnland fotograf fotografie
    frankreich freiburg freitag fruhling gangster gegenstand gewahrleistung
    gleichgewicht griechenland hamburg hardware haushalt hintergrund hochzeit
    holland inland irland island junggeselle katastrophe kombination krankung
    kreislauf landtag lettland magdeburg mahlzeit maulwurf mehrfach minister
    missbrauch mittelalter mittelmeer nation neuseeland niederlage niederlande
    niederschlag paragraf paragraph parameter petersburg plattform rechtfertigung
    regensburg reichstag romanisch russisch russland salzburg schildkrote schottland
    serie software stichwort strassburg thailand transaktion verstand vielfach
    vorstand wahnsinn wirtschaft wissenschaft wolfsburg zeitalter zugriff
    """.split()
)
# One word a line, with its positions in compounds: first (h) or last (l).
# fixtures/build_compound_parts.py wrote it.
_PARTS_FILE = Path(__file__).with_name("compound_parts.txt")
_LINKING_ELEMENTS = ("", "s", "es", "n", "en", "er", "e")
_INFLECTIONS = ("", "e", "en", "er", "ern", "es", "n", "s", "nen", "se", "sen")
_MIN_WORD_LENGTH = 7  # characters; shorter words are not cut
_MIN_PART_LENGTH = 3
_MAX_PARTS = 5

CutPositions = tuple[int, ...]


def _read_words() -> tuple[set[str], set[str]]:
    """The words that may be the first part of a compound, and those that may be its
    last."""
    firsts, lasts = set(_SUBJECT_WORDS), set(_SUBJECT_WORDS)
    for line in _PARTS_FILE.read_text(encoding="utf-8").splitlines():
        word, _space, positions = line.partition(" ")
        if word not in _SUBJECT_WORDS:
            firsts |= {word} if "h" in positions else set()
            lasts |= {word} if "l" in positions else set()
    return firsts, lasts


def _add_endings(words: Iterable[str], endings: Iterable[str]) -> dict[str, str]:
    """Each inflected form → its word; an earlier ending wins over a later one."""
    return {word + ending: word for ending in reversed([*endings]) for word in words}


_FIRST_WORDS, _LAST_WORDS = _read_words()
_FIRST_FORMS = _add_endings(_FIRST_WORDS, _LINKING_ELEMENTS)
_FIRST_FORMS |= _add_endings(_UNCUT_WORDS, _LINKING_ELEMENTS)
_LAST_FORMS = frozenset(_add_endings({*_LAST_WORDS, *_UNCUT_WORDS}, _INFLECTIONS))
_UNCUT_FORMS = frozenset(
    _add_endings(_UNCUT_WORDS, {*_INFLECTIONS, *_LINKING_ELEMENTS})
)


@lru_cache(maxsize=100_000)
def compound_parts(word: str) -> tuple[str, ...]:
    """The parts of a folded word, and each run of neighbouring parts but the whole
    word.

    Empty where the word does not consist of known parts, or where two ways to cut it
    contradict each other: *Stau-becken*, *Staub-ecken*.
    """
    if len(word) < _MIN_WORD_LENGTH:
        return ()
    cuts = _drop_inner_cuts(word, (0, *_find_cuts(word), len(word)))
    runs = []
    for size in range(1, len(cuts) - 1):
        for first in range(len(cuts) - size):
            begin, end = cuts[first], cuts[first + size]
            last_cut = cuts[first + size - 1]
            last = word[last_cut:end]
            if end < len(word):
                last = _FIRST_FORMS[last]
            runs.append(word[begin:last_cut] + last)
    return tuple(dict.fromkeys(runs))


def _drop_inner_cuts(word: str, cuts: CutPositions) -> CutPositions:
    """Without the cuts inside words that are never cut: *Hochzeits-kleid*."""
    for first, begin in enumerate(cuts[:-2]):
        for last in range(len(cuts) - 1, first + 1, -1):
            if word[begin : cuts[last]] in _UNCUT_FORMS:
                return _drop_inner_cuts(word, cuts[: first + 1] + cuts[last:])
    return cuts


def _find_cuts(word: str) -> CutPositions:
    """The cuts into most parts; none where other ways to cut contradict them."""
    ways = _find_all_ways(word)
    if not ways:
        return ()
    most = max(ways, key=len)
    return most if all(set(way) <= set(most) for way in ways) else ()


def _find_all_ways(word: str) -> list[CutPositions]:
    """Every way to cut the whole word into known parts."""
    length = len(word)
    ways: dict[int, list[CutPositions]] = {}  # from a position to the word's end
    for start in range(length - _MIN_PART_LENGTH, -1, -1):
        cut_lists: list[CutPositions] = []
        if start and word[start:] in _LAST_FORMS:
            cut_lists.append(())
        for cut in range(start + _MIN_PART_LENGTH, length - _MIN_PART_LENGTH + 1):
            if word[start:cut] in _FIRST_FORMS:
                rest = ways.get(cut, [])
                cut_lists += [
                    (cut, *cuts) for cuts in rest if len(cuts) < _MAX_PARTS - 1
                ]
        ways[start] = cut_lists
    return ways.get(0, [])
