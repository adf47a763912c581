"""Uyghur names in Arabic letters, as they are written in Latin and Cyrillic ones.

Latin letters are those of Uyghur Latin Yéziqi and of the New Script (*yengi yéziq*),
which maps of China use; Cyrillic ones are those of Kazakhstan.
"""

from __future__ import annotations

# Arabic, Latin, New Script, Cyrillic
_LETTERS = """
ا a a а|ە e e ә|ې é é е|ى i i и|و o o о|ۇ u u у|ۆ ö ö ө|ۈ ü ü ү|ب b b б|پ p p п
ت t t т|ج j j җ|چ ch q ч|خ x h х|د d d д|ر r r р|ز z z з|ژ zh zh ж|س s s с|ش sh x ш
غ gh gh ғ|ف f f ф|ق q k қ|ك k k к|گ g g г|ڭ ng ng ң|ل l l л|م m m м|ن n n н|ھ h h һ
ۋ w w в|ي y y й
"""
_HAMZA = "ئ"  # holds a vowel at the beginning of a syllable
_ROWS = [row.split() for line in _LETTERS.split("\n") for row in line.split("|") if row]
_ALPHABETS = [
    str.maketrans({row[0]: row[column] for row in _ROWS} | {_HAMZA: ""})
    for column in (1, 2, 3)
]
_IOTATED = (("йа", "я"), ("йу", "ю"))
_KINDS_OF_PLACES = ("شەھىرى", "ۋىلايىتى", "ناھىيىسى", "ئوبلاستى")


def list_uyghur_spellings(name: str) -> set[str]:
    """A name in Arabic letters in Latin letters, both ways, and in Cyrillic ones."""
    spellings = {name.translate(alphabet) for alphabet in _ALPHABETS}
    for cyrillic in tuple(spellings):
        for letters, one in _IOTATED:
            spellings.add(cyrillic.replace(letters, one))
    return spellings


def drop_kind_of_place(name: str) -> str:
    """The name without *city*, *county*, *prefecture* behind it."""
    words = name.split()
    if len(words) > 1 and words[-1] in _KINDS_OF_PLACES:
        return " ".join(words[:-1])
    return name
