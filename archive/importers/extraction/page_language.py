"""The language of a page: by its letters, by its words, by what it declares."""

from __future__ import annotations

import re
from collections.abc import Sequence

import py3langid

from archive.text.languages import LANGUAGE_TAG, find_language_by_letters

_MIN_LETTERS = 20
_NEAR_LANGUAGES = (  # which a classifier takes for each other
    {"nb", "nn", "da"},
    {"id", "ms", "jv"},
    {"hr", "sr", "bs", "sl"},
    {"cs", "sk"},
    {"gl", "pt", "es"},
    {"ca", "es", "oc"},
    {"af", "nl"},
    {"hi", "mr", "ne"},
    {"uk", "ru", "be", "bg", "mk", "sr"},
    {"kk", "ky", "mn", "tt", "ru"},
    {"tr", "az"},
    {"fa", "ps", "ur", "ar"},
    {"ku", "tr"},
    {"zu", "xh"},
    {"fil", "ceb"},
    {"it", "co"},
    {"am", "ti"},
)
_PREFERRED_CODES = {  # of BCP 47 and CLDR, for codes that pages and classifiers use
    "tl": "fil",
    "no": "nb",
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "sh": "sr",
    "mo": "ro",
    "sdh": "ckb",
    "dz": "bo",
}
_RARE_LANGUAGES = frozenset(("la", "eo", "vo", "an", "wa", "se"))
_OWN_WORDS = {  # common words of one language that its nearest neighbours do not have
    code: frozenset(words.split())
    for code, words in {
        "hr": "tko što tijekom također izvješće izvješću jučer tisuća tisuće općina "
        "tjedan tjedna siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza "
        "rujna listopada studenoga prosinca sustav sustava obitelj netko nitko europe "
        "europska europske vlak glazba sigurnost sigurnosti odvjetnik odvjetnici",
        "bs": "ko šta hiljada hiljade takođe također historija historije saopćeno "
        "saopćenju općina općine sedmica sedmice januara februara marta aprila maja "
        "juna jula augusta septembra oktobra novembra decembra bosne hercegovine "
        "bih sarajevo sarajevu evropske evropska izvještaj izvještaju neko niko",
        "sr": "ko šta gde ovde uvek vreme vremena pre posle mesto mesta mesec meseca "
        "meseci nedelja nedelje dete deca čovek lepo belo rečeno takođe juče hiljada "
        "hiljade saopšteno saopštenju izveštaj izveštaju opština opštine bezbednost "
        "bezbednosti sledeće srbije srbija beograd beogradu evropske deo dela reč "
        "pobeda svet sveta telo delu vest vesti primer videti želeo avgusta januara "
        "februara marta aprila maja juna jula septembra oktobra novembra decembra",
        "id": "bisa karena bahwa uang kota polisi mengatakan kantor juta dapat tahun "
        "pekan mobil rumah sakit harus saat usai tersebut hingga pihak warga kepada "
        "adalah jakarta indonesia kementerian kabupaten",
        "ms": "boleh kerana bahawa wang bandar raya polis berkata pejabat juta beliau "
        "dapat tahun minggu kereta hospital perlu ketika selepas tersebut sehingga "
        "pihak penduduk kepada ialah malaysia kuala lumpur baharu mesyuarat",
        "da": "af og ikke efter hvad blev hvordan meget mellem kun også kan uge sagt "
        "siger andet flere nogen nogle selv første mod ved havde politiet",
        "nb": "av og ikke etter hva ble hvordan mye mellom bare også kan uke sagt "
        "annet flere noen selv første mot ved hadde politiet etter",
        "nn": "av og ikkje etter kva vart korleis mykje mellom berre kan veke "
        "sagt seier anna fleire nokon sjølv mot ved hadde politiet ein eit frå dei",
    }.items()
}
_GROUPS_BY_WORDS = ({"hr", "bs", "sr"}, {"id", "ms"}, {"da", "nb", "nn"})


def find_language(text: str, declared: Sequence[str] = ()) -> str:
    """The BCP 47 code of a text; `und` where there is too little of it.

    What its page declares, strongest first, decides between languages that look alike
    and where there is hardly any text, and adds the region.
    """
    tags = [tag for tag in map(_normalize_tag, declared) if tag]
    letters = sum(map(str.isalpha, text))
    if letters >= 4 and (by_letters := find_language_by_letters(text)):
        return _add_region(_keep_near(by_letters, tags), tags)
    if letters < _MIN_LETTERS:
        return tags[0] if tags else "und"
    found = _classify_text(text[:20_000])
    return _add_region(_keep_near(found, tags), tags)


def _classify_text(text: str) -> str:
    """The classifier's answer, and between neighbours that of their common words."""
    found = str(py3langid.classify(text)[0])
    found = _PREFERRED_CODES.get(found, found)
    words = re.findall(r"[^\W\d_]+", text.casefold())
    for group in _GROUPS_BY_WORDS:
        if found in group and re.search("[a-z]", text):  # Serbian has Cyrillic too
            scores = {code: sum(w in _OWN_WORDS[code] for w in words) for code in group}
            return max(group, key=lambda code: (scores[code], code == found))
    return found


def _keep_near(found: str, tags: list[str]) -> str:
    """The declared language where the found one looks like it."""
    bases = [tag.partition("-")[0] for tag in tags]
    if found.partition("-")[0] in bases:
        return found
    for base in bases:
        if any({found, base} <= near for near in _NEAR_LANGUAGES):
            return base
    return bases[0] if bases and found in _RARE_LANGUAGES else found


def _add_region(found: str, tags: list[str]) -> str:
    """With the region that the page declares: `de` and `de-CH` give `de-CH`."""
    for tag in tags:
        is_same = tag.partition("-")[0] == found
        if is_same and re.fullmatch(r"[a-z]{2,3}-[A-Z]{2}", tag):
            return tag
    return found


def _normalize_tag(declared: str) -> str:
    parts = declared.strip().replace("_", "-").split("-")
    known = [_PREFERRED_CODES.get(parts[0].lower(), parts[0].lower())]
    known += [part.title() for part in parts[1:] if len(part) == 4][:1]
    known += [part.upper() for part in parts[1:] if len(part) == 2][:1]
    tag = "-".join(known)
    return tag if LANGUAGE_TAG.fullmatch(tag) else ""
