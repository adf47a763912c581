"""German forms whose stem is not that of their base: *gespeichert* of *speichern*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

VERB_PREFIXES = tuple(
    """
    ab an aneinander auf aufeinander aus auseinander be bei bereit da dabei dagegen
    daher dahin dar daran darauf davon dazu dazwischen durch durcheinander ein emp
    empor ent entgegen entlang entzwei er fehl fern fertig fest fort frei ge gegen
    gegenuber gleich heim her herab heran herauf heraus herbei herein heruber herum
    herunter hervor hin hinab hinauf hinaus hindurch hinein hinter hinterher hinuber
    hinunter hinweg hinzu hoch kennen klar los miss mit nach nahe nieder offen statt
    still teil trocken tot uber uberein um umher umhin unter ver voll vor voran
    voraus vorbei vorher voruber vorweg weg weiter wider wieder zer zu zufrieden
    zurecht zuruck zusammen zuvor zuwider zwischen
    """.split()
)
_PREFIXES = frozenset(VERB_PREFIXES)
_LONGEST_PREFIX = max(map(len, VERB_PREFIXES))
# One form a line, with its bases; fixtures/build_german_lemmas.py wrote it.
_LEMMAS_FILE = Path(__file__).with_name("lemmas.txt")
_WEAK_IN_IEREN = re.compile(
    r"(\w{2,}ier)(?:t|te|ten|test|tet|ter|tes|tem|st|e|end|ende|enden|ender|endes|endem)"
)
_PRESENT_PARTICIPLE = re.compile(r"(\w{2,}(?:en|eln|ern))d(?:e|en|er|es|em)?")
_ACTION = re.compile(r"(\w{3,})ung(?:en)?")  # Speicherung, Störungen
# Snowball takes regieren for Regie, and Währung is not of währen.
_NO_ACTIONS = frozenset({"regierung", "regierungen", "wahrung", "wahrungen"})
_NO_PARTICIPLES = frozenset({"legende", "legenden"})
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
    participle = _PRESENT_PARTICIPLE.fullmatch(form)
    if participle and form not in _NO_PARTICIPLES and _is_verb(participle[1]):
        return (participle[1],)
    for prefix, rest in _split_prefixes(form):
        if bases := _look_up(rest):
            return tuple(prefix + verb for verb in bases)
    return ()


def find_verb_of_action(noun: str) -> str | None:
    """The folded verb whose action a folded noun in -ung names: *Störung*, *Handlung*;
    None where we know no such verb."""
    action = _ACTION.fullmatch(noun)
    if not action or noun in _NO_ACTIONS:
        return None
    return next(filter(_is_verb, _list_verbs(action[1])), None)


def _list_verbs(root: str) -> Iterator[str]:
    """The verbs that may have a root, whether or not there are such verbs."""
    yield f"{root}en"
    if root.endswith(("el", "er")):
        yield f"{root}n"
    if root.endswith(("l", "r")):
        yield f"{root[:-1]}e{root[-1]}n"


def _is_verb(base: str) -> bool:
    """Whether it is a verb that we know, with or without a prefix, or one in -ieren."""
    verbs = _read_verbs()
    if base in verbs or base.endswith("ieren"):
        return True
    return any(rest in verbs for _prefix, rest in _split_prefixes(base))


def _split_prefixes(form: str) -> Iterator[tuple[str, str]]:
    """Each prefix of a verb that a form begins with, and the rest."""
    for end in range(2, min(len(form), _LONGEST_PREFIX + 1)):
        if form[:end] in _PREFIXES:
            yield form[:end], form[end:]


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


@cache
def _read_verbs() -> frozenset[str]:
    """The bases in -n of forms that are no nouns' or adjectives': some 15,000."""
    bases = (base for some in _read_lemmas().values() for base in some.split())
    return frozenset(base for base in bases if base.endswith(("en", "eln", "ern")))
