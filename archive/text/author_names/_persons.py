"""One person's name in letters, taken apart where its parts are sure."""

from __future__ import annotations

import re

from ._family_first import find_name_order
from ._names import AuthorName
from ._organisations import names_organisation

_TITLES = re.compile(
    r"^(?:(?:Univ\.-)?(?:Dr|Prof|PD|Mag|Dipl\.?-?Ing|Dipl|Ing|Mr|Mrs|Ms|Mme|Mlle|Sir|"
    r"Dame|Lord|Lady|Rev|em|med|phil|jur|iur|rer|nat|pol|oec|lic|habil|mult|h\.\s?c)"
    r"(?:\.\s*|\s+)|Herrn?\s+|Frau\s+)+"
)
_SUFFIX = re.compile(r",?\s+(Jr\.?|Sr\.?|II|III|IV|Júnior|Filho|Neto)$")
_ARABIC_ARTICLE = re.compile(r"(?:al|el|as|ar|at|az|ad|an|ash)-(?=[A-Z])")
_DROPPING_PARTICLES = frozenset("von zu zur zum vom am de du des d' do dos und".split())
_NON_DROPPING_PARTICLES = frozenset(
    "van der den dem ter ten het 't la le el al bin ibn di da della del "
    "dalla dello degli af av e y".split()
)
_PARTICLE_WORDS = _DROPPING_PARTICLES | _NON_DROPPING_PARTICLES
_PORTUGUESE_PARTICLES = frozenset("da das de do dos".split())
# With a capital they are part of the family name: Robert De Niro.
_CAPITAL_PARTICLES = frozenset(
    "Van Von Der Den De Del Della Di Da Du La Le Al El Ter Ten Dos".split()
)
_FIRST_OF_WHOLE_NAMES = frozenset("Le La El De Von Du Dos".split())
_SPANISH_SECOND_GIVEN = frozenset(
    "María Maria José Jose Luis Carlos Antonio Manuel Ángel Alberto Andrés Enrique "
    "Eduardo Fernando Francisco Ignacio Jesús Javier Juan Miguel Pablo Pedro "
    "Rafael Ramón Ricardo Isabel Elena Teresa Carmen Cristina Belén Pilar Luisa "
    "Victoria".split()
)
_SPANISH_SURNAMES = frozenset(
    "García Garcia González Gonzalez Rodríguez Rodriguez Fernández Fernandez López "
    "Lopez Martínez Martinez Sánchez Sanchez Pérez Perez Gómez Gomez Martín "
    "Jiménez Jimenez Ruiz Hernández Hernandez Díaz Diaz Moreno Muñoz Álvarez "
    "Alvarez Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Vásquez "
    "Ramos Gil Ramírez Serrano Blanco Molina Morales Suárez Ortega Delgado Castro "
    "Ortiz Rubio Marín Sanz Núñez Iglesias Medina Garrido Cortés Castillo Santos "
    "Lozano Guerrero Cano Prieto Méndez Cruz Calvo Gallego Vidal León Márquez "
    "Herrera Peña Flores Cabrera Campos Vega Fuentes Carrasco Diez Reyes Caballero "
    "Nieto Aguilar Pascual Santana Herrero Lorenzo Montero Hidalgo Giménez Ibáñez "
    "Ferrer Durán Santiago Benítez Vargas Mora Vicente Arias Carmona Crespo Román "
    "Pastor Soto Sáez Velasco Moya Soler Parra Esteban Bravo Gallardo Rojas Mejía "
    "Salazar Zapata Restrepo Quispe Mamani".split()
)


def parse_person(text: str, language: str) -> AuthorName:
    """A name as a person's, or as a `literal` where it may be none, or where it is not
    sure which of its words are the family name."""
    if not may_be_person(text):
        return {"literal": text}
    bare = _TITLES.sub("", text)
    suffix = _SUFFIX.search(bare)
    words = (bare[: suffix.start()] if suffix else bare).split()
    if not 2 <= len(words) <= 6:
        return {"literal": bare}
    name = _divide_name(words, language) or {"literal": bare}
    return name | ({"suffix": suffix[1]} if suffix and "family" in name else {})


def may_be_person(text: str) -> bool:
    """Whether it may be the full name of a person: several words, with capitals."""
    words = text.split()
    is_full = 2 <= len(words) <= 10 and words[0][0].isupper()
    is_full = is_full and any(c.isupper() for c in words[-1])
    is_no_name = re.search(r"[@\d:]|^(?:The|Der|Die|Das) ", text)
    return is_full and not is_no_name and not names_organisation(text)


def add_suffix(name: AuthorName, text: str) -> bool:
    """Add *Jr.* after a comma to the name before it; whether it was one."""
    if "family" not in name or not _SUFFIX.search(f" {text}"):
        return False
    name["suffix"] = text
    return True


def join_family_first(family: str, given: str) -> AuthorName:
    """The name of *Gevers, Victor*, with its particles: *Gogh, Vincent van*."""
    *names, particle = given.split()
    if names and particle in _PARTICLE_WORDS:
        name = {"family": family, "given": " ".join(names)}
        _add_particles(name, [particle], "und")
        return name
    first, _space, rest = family.partition(" ")
    name = {"family": family, "given": given}
    if rest and first in _PARTICLE_WORDS:
        name["family"] = rest
        _add_particles(name, [first], "und")
    return name


def _divide_name(words: list[str], language: str) -> AuthorName | None:
    """The parts of a name without title and suffix, or None where they are unsure."""
    if capital := _find_family_in_capitals(words):
        return capital
    order = find_name_order(words, language)
    if order == "unsure":
        return None
    if order == "family first":
        return {"family": words[0], "given": " ".join(words[1:])}
    if words[0] in _FIRST_OF_WHOLE_NAMES:
        return None
    if joint := _find_family_joint(words):
        return _join_family_names(words, joint)
    if any(word in _PARTICLE_WORDS for word in words[1:-1]):
        return _parse_particles(words, language)
    return _divide_given_first(words, language)


def _find_family_in_capitals(words: list[str]) -> AuthorName | None:
    """*DUPONT Jean*, *Xiaoming WANG*: the one word in capitals is the family name."""
    loud = [n for n, word in enumerate(words) if _is_loud(word)]
    if len(loud) != 1 or loud[0] not in (0, len(words) - 1):
        return None
    given = words[:]
    family = given.pop(loud[0])
    if any(word.islower() or re.fullmatch(r"(?:\w\.)+", word) for word in given):
        return None
    return {"family": family, "given": " ".join(given)}


def _is_loud(word: str) -> bool:
    return len(word) > 2 and word.isupper() and "." not in word


def _divide_given_first(words: list[str], language: str) -> AuthorName | None:
    if any(map(str.islower, words)):
        return None
    begin = len(words) - 1
    elided = re.fullmatch(r"(d['’])(\w+)", words[-1])
    if elided and elided[2][0].isupper():
        if len(words) > 2:
            return None
        return {"family": elided[2], "given": words[0], "dropping-particle": elided[1]}
    if len(words) > 2:
        begin = _find_double_name(words, language)
        if not begin:
            return None
    while begin > 1 and words[begin - 1] in _CAPITAL_PARTICLES:
        begin -= 1
    name = {"family": " ".join(words[begin:]), "given": " ".join(words[:begin])}
    _add_particles(name, [], language)
    return name


def _find_double_name(words: list[str], language: str) -> int:
    """Where the family name begins that may be two, as in *Gabriel García Márquez*; 0
    where that is unsure."""
    last = len(words) - 1
    is_spanish = language.startswith(("es", "gl"))
    before, is_known = words[-2], words[-1] in _SPANISH_SURNAMES
    if before in _SPANISH_SURNAMES and (is_spanish or is_known):
        return last - 1
    if not is_spanish or before in _SPANISH_SECOND_GIVEN or before[-1] == ".":
        return last
    return last if before in _CAPITAL_PARTICLES else 0


def _parse_particles(words: list[str], language: str) -> AuthorName | None:
    last = len(words) - 1
    begin = next((n for n in range(1, last) if words[n] in _PARTICLE_WORDS), last)
    end = next((n for n in range(begin, last) if words[n] not in _PARTICLE_WORDS), last)
    given, particles, family = words[:begin], words[begin:end], words[end:]
    if any(map(str.islower, [*given, *family])):
        return None
    name = {"family": " ".join(family), "given": " ".join(given)}
    _add_particles(name, particles, language)
    return name


def _join_family_names(words: list[str], joint: int) -> AuthorName | None:
    """*José Ortega y Gasset*; without a given name it stays whole."""
    if joint == 1:
        return None
    given, family = words[: joint - 1], words[joint - 1 :]
    return {"family": " ".join(family), "given": " ".join(given)}


def _find_family_joint(words: list[str]) -> int:
    """Where a particle joins two family names, as in *José Ortega y Gasset*; or 0."""
    joints = (n for n in range(1, len(words) - 1) if words[n] in ("y", "e", "i"))
    return next(joints, 0)


def _add_particles(name: AuthorName, particles: list[str], language: str) -> None:
    article = _ARABIC_ARTICLE.match(name["family"])
    if article and not particles:  # al-Rashid
        name["family"] = name["family"][article.end() :]
        particles = [article[0]]
    if not particles:
        return
    is_dropping = bool(set(particles) & _DROPPING_PARTICLES)
    is_portuguese = (
        language.startswith("pt") and set(particles) <= _PORTUGUESE_PARTICLES
    )
    key = "dropping" if is_dropping or is_portuguese else "non-dropping"
    name[f"{key}-particle"] = " ".join(particles)
