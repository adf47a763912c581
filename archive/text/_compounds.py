"""Parts of German compounds: a list of words that many compounds are made of."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

# Folded, singular and without linking element: the subject's words, which may be
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
# Made of parts once, but nobody means them any more: never cut inside.
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
# One word a line, and whether it stands in front (h) or last (l);
# fixtures/build_compound_parts.py made it.
_PARTS_FILE = Path(__file__).with_name("compound_parts.txt")
_LINKING_ELEMENTS = ("", "s", "es", "n", "en", "er", "e")
_INFLECTIONS = ("", "e", "en", "er", "ern", "es", "n", "s", "nen", "se", "sen")
_MIN_WORD_LENGTH = 7  # characters of a word that is looked at
_MIN_PART_LENGTH = 3
_MAX_PARTS = 5

CutPositions = tuple[int, ...]


def _build_surfaces() -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    """Each form that may stand in front, with its word; each form that may be last;
    each form of what is never cut."""
    words = dict.fromkeys(_SUBJECT_WORDS, "hl")
    for line in _PARTS_FILE.read_text(encoding="utf-8").splitlines():
        word, _space, places = line.partition(" ")
        words.setdefault(word, places)
    fronts = [word for word, places in words.items() if "h" in places]
    heads = {
        word + link: word for link in reversed(_LINKING_ELEMENTS) for word in fronts
    }
    heads |= {
        word + link: word
        for link in reversed(_LINKING_ELEMENTS)
        for word in _UNCUT_WORDS
    }
    lasts = {word for word, places in words.items() if "l" in places} | _UNCUT_WORDS
    whole = (
        word + end
        for word in _UNCUT_WORDS
        for end in {*_INFLECTIONS, *_LINKING_ELEMENTS}
    )
    ends = (word + end for word in lasts for end in _INFLECTIONS)
    return heads, frozenset(ends), frozenset(whole)


_HEADS, _LASTS, _UNCUT = _build_surfaces()


@lru_cache(maxsize=100_000)
def compound_parts(word: str) -> tuple[str, ...]:
    """The parts of a folded word, and each run of neighbours but the whole.

    Empty where the word is not wholly made of known parts, or can be cut in two ways
    that exclude each other: *Stau-becken*, *Staub-ecken*.
    """
    if len(word) < _MIN_WORD_LENGTH:
        return ()
    places = _drop_inner_cuts(word, (0, *_find_cuts(word), len(word)))
    runs = []
    for size in range(1, len(places) - 1):
        for first in range(len(places) - size):
            begin, end = places[first], places[first + size]
            bare_from = places[first + size - 1]
            last = word[bare_from:end]
            if end < len(word):
                last = _HEADS[last]
            runs.append(word[begin:bare_from] + last)
    return tuple(dict.fromkeys(runs))


def _drop_inner_cuts(word: str, places: CutPositions) -> CutPositions:
    """Without the cuts inside what is never cut: *Hochzeits-kleid*."""
    for first, begin in enumerate(places[:-2]):
        for last in range(len(places) - 1, first + 1, -1):
            if word[begin : places[last]] in _UNCUT:
                return _drop_inner_cuts(word, places[: first + 1] + places[last:])
    return places


def _find_cuts(word: str) -> CutPositions:
    """Where the word is cut into most parts; none where other cuts contradict."""
    length = len(word)
    ways: dict[int, list[CutPositions]] = {}  # from a place to the end
    for start in range(length - _MIN_PART_LENGTH, -1, -1):
        found: list[CutPositions] = [()] if start and word[start:] in _LASTS else []
        for cut in range(start + _MIN_PART_LENGTH, length - _MIN_PART_LENGTH + 1):
            rest = ways.get(cut)
            if rest and word[start:cut] in _HEADS:
                found += [(cut, *cuts) for cuts in rest if len(cuts) < _MAX_PARTS - 1]
        if found:
            ways[start] = found
    all_ways = ways.get(0, [])
    if not all_ways:
        return ()
    most = max(all_ways, key=len)
    return most if all(set(way) <= set(most) for way in all_ways) else ()
