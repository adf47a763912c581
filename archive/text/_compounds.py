"""Parts of German compounds, by a list of the subject's own words."""

from __future__ import annotations

from functools import lru_cache

# Folded, singular and without linking element; written for this archive's subject.
_PARTS = frozenset(
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
    zeuge zwang speicherung hochschule verschlusselung
    """.split()
)
_LINKS = ("", "s", "es", "n", "en", "er", "e")
_INFLECTED = ("", "e", "en", "er", "ern", "es", "n", "s", "nen", "se", "sen")
_LEAST = 9  # characters of a word that is looked at


@lru_cache(maxsize=100_000)
def parts(word: str) -> tuple[str, ...]:
    """The parts of a folded word, and each run of neighbours but the whole.

    Empty where the word is not wholly made of known parts. Longest parts first.
    """
    if len(word) < _LEAST:
        return ()
    split = _split(word, 4)
    if len(split) < 2:
        return ()
    runs = []
    for size in range(1, len(split)):
        for i in range(len(split) - size + 1):
            *before, last = split[i : i + size]
            whole = "".join(before) + (last if i + size == len(split) else _bare(last))
            runs.append(whole)
    return tuple(dict.fromkeys(runs))


def _split(word: str, depth: int) -> tuple[str, ...]:
    """Surface pieces: all but the last with their linking element."""
    if _is_last(word):
        return (word,)
    if depth == 0:
        return ()
    for cut in range(len(word) - 2, 2, -1):
        head = word[:cut]
        if not _is_head(head):
            continue
        rest = _split(word[cut:], depth - 1)
        if rest:
            return (head, *rest)
    return ()


def _is_last(word: str) -> bool:
    return any(
        word.endswith(end) and word[: len(word) - len(end)] in _PARTS
        for end in _INFLECTED
    )


def _is_head(head: str) -> bool:
    return bool(_bare(head))


def _bare(head: str) -> str:
    for link in _LINKS:
        bare = head[: len(head) - len(link)]
        if head.endswith(link) and bare in _PARTS:
            return bare
    return ""
