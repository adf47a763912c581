"""German forms whose stem is not that of their base: *gespeichert* of *speichern*."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

VERB_PREFIXES = tuple(
    """
    ab an auf aus be bei da dar durch ein emp ent er fest fort frei ge heim her hin
    hinter los miss mit nach nieder statt teil uber um unter ver vor voll weg wider
    wieder zer zu zuruck zusammen
    """.split()
)
# One form a line, with its bases; fixtures/build_german_lemmas.py wrote it.
_LEMMAS_FILE = Path(__file__).with_name("lemmas.txt")
_WEAK_IN_IEREN = re.compile(
    r"(\w{2,}ier)(?:t|te|ten|test|tet|ter|tes|tem|st|e|end|ende|enden|ender|endes|endem)"
)
_INFLECTED_PARTICIPLE = re.compile(r"(\w{4,}(?:t|en))(?:e|en|er|es|em)")


def find_regular_base(form: str) -> str | None:
    """The verb in -ieren that a folded form is of: *inhaftiert*, *inhaftieren*."""
    match = _WEAK_IN_IEREN.fullmatch(form)
    return f"{match[1]}en" if match else None


def find_base_forms(form: str) -> tuple[str, ...]:
    """The folded bases of a folded form. Empty where its stem is that of its base, or
    it is unknown."""
    if bases := _look_up(form):
        return bases
    if regular := find_regular_base(form):
        return (regular,)
    for prefix in VERB_PREFIXES:
        rest = form.removeprefix(prefix)
        if rest != form and (bases := _look_up(rest)):
            return tuple(prefix + verb for verb in bases)
    return ()


def find_participle(form: str) -> str | None:
    """The participle of which a folded form is an inflection: *verhafteten*."""
    match = _INFLECTED_PARTICIPLE.fullmatch(form)
    return match[1] if match else None


def _look_up(form: str) -> tuple[str, ...]:
    lemmas = _read_lemmas()
    bases = lemmas.get(form) or lemmas.get(find_participle(form) or "")
    return tuple(bases.split()) if bases else ()


@cache
def _read_lemmas() -> dict[str, str]:
    """Form → its bases with spaces between; some 67,000."""
    lines = _LEMMAS_FILE.read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines)
