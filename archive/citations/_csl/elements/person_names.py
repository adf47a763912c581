"""One name of a person or an organisation, as `cs:name` and `cs:name-part` ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..style.element import Element
from ..style.locale import CslLocale
from ..text.field_text import render_name_part
from ..text.letters import LETTERS
from ..text.text_case import change_case
from ..text.text_runs import FONT_FORMATS, RenderedNode

CslName = Mapping[str, str]

_JOINING_MARKS = ("’", "'", "‘", "-", "–")
# Small words before a family name: `van der`, `d’`, `in ’t`, `al-`.
_PARTICLE = re.compile(
    r"((?:[’']?[a-zß-öø-ÿ]+[’'‘]?\s+)*(?:[’']?[a-zß-öø-ÿ]+(?:\s+|[’'‘]\s?|-)))"
    r"(?=[^\Wa-zß-öø-ÿ\d])"
)
_DROPPING_PARTICLE = re.compile(
    r"(.*?\S)\s+((?:[a-zß-öø-ÿ]+[’'‘]?\s+)*[a-zß-öø-ÿ]+[’'‘]?)"
)
_SUFFIX = re.compile(r"([^,]+),(!?)\s*((?:[JS]r\.?|[IVX]+|\d\w*|Esq\.?|Ph\.?D\.?).*)")


@dataclass(frozen=True)
class NameOptions:
    """Everything that decides how a list of names is written.

    `shown` is the least number of names, `given_levels` what is added to short or
    shortened names by their place, both to tell works apart.
    """

    options: Mapping[str, str]
    name: Element
    et_al: Element | None
    locale: CslLocale
    language: str
    demote_particle: str
    shown: int = 0
    given_levels: Mapping[int, int] = field(default_factory=dict)
    reads_markup: bool = False

    def get(self, name: str, default: str = "") -> str:
        """An option of `cs:name`, or what it inherits."""
        return self.options.get(name, default)


def split_particles(name: CslName) -> CslName:
    """The name with its particles and suffix in fields of their own: `van der Vlist`,
    `Alexander von`, `Martin Luther, Jr.`; a family name in quotation marks stays whole.
    """
    if "family" not in name or name.get("isInstitution"):
        return name
    parts = dict(name)
    family = parts["family"]
    if family[:1] == '"' == family[-1:] and len(family) > 2:
        return {**parts, "family": family[1:-1]}
    match = _PARTICLE.match(family)
    if match and not parts.get("non-dropping-particle"):
        is_apart = match[1].rstrip().endswith(_JOINING_MARKS) and match[1][-1] == " "
        parts["non-dropping-particle"] = match[1] if is_apart else match[1].rstrip()
        parts["family"] = family[match.end() :]
    return _split_given(parts)


def _split_given(parts: dict[str, str]) -> CslName:
    """The name with what stands behind its given names in fields of its own."""
    match = _SUFFIX.fullmatch(parts.get("given", ""))
    if match and not parts.get("suffix"):
        parts["given"], mark, parts["suffix"] = match.groups()
        parts["comma-suffix"] = parts.get("comma-suffix") or mark
    match = _DROPPING_PARTICLE.fullmatch(parts.get("given", ""))
    if match and not parts.get("dropping-particle"):
        parts["given"], parts["dropping-particle"] = match[1], match[2]
    return parts


def is_inverted(name: CslName, place: int, rules: NameOptions) -> bool:
    """Whether the family name comes first."""
    order = rules.get("name-as-sort-order")
    return "family" in name and (order == "all" or (order == "first" and place == 0))


def render_name(name: CslName, place: int, rules: NameOptions) -> RenderedNode:
    """The name at a place of its list."""
    part = {p.get("name"): p for p in rules.name.all("name-part")}
    if "family" not in name:
        text = name.get("literal") or name.get("given", "")
        return _part_node(part.get("family"), [text], rules)
    level = rules.given_levels.get(place, 0)
    is_short = rules.get("form") == "short" and not level
    given = render_given(name, rules, level)
    family = name["family"]
    if not LETTERS.search(family):
        family_node = _part_node(part.get("family"), [family], rules)
        given_node = _part_node(part.get("given"), [given], rules)
        if is_short or not given:
            return family_node
        space = " " if LETTERS.match(given) else ""
        return RenderedNode([family_node, given_node], delimiter=space)
    particle = name.get("non-dropping-particle", "")
    if is_short:
        return _part_node(part.get("family"), [particle, family], rules)
    return _order_parts(name, place, rules, given)


def _order_parts(
    name: CslName, place: int, rules: NameOptions, given: str
) -> RenderedNode:
    part = {p.get("name"): p for p in rules.name.all("name-part")}
    family, particle = name["family"], name.get("non-dropping-particle", "")
    dropping, suffix = name.get("dropping-particle", ""), _render_suffix(name, rules)
    has_elision = dropping.endswith(_JOINING_MARKS[:3])
    own_family, own_given = part.get("family"), part.get("given")
    if rules.language[:2] in ("zh", "ja", "hu", "vi") or name.get("static-ordering"):
        first = _part_node(own_family, [particle, family], rules)
        return RenderedNode(
            _without_empty([first, _part_node(own_given, [given], rules)]),
            delimiter=" ",
        )
    if not is_inverted(name, place, rules):
        outside, inside = ("", dropping) if has_elision else (dropping, "")
        nodes = [
            _part_node(own_given, [given], rules),
            _part_node(own_given, [outside], rules, affixes=False),
            _part_node(own_family, [inside, particle, family], rules),
        ]
        joined = _join_nodes(_without_empty(nodes))
        if not suffix:
            return joined
        comma = ", " if name.get("comma-suffix") else " "
        return RenderedNode([joined, RenderedNode(suffix)], delimiter=comma)
    demotes = rules.demote_particle == "display-and-sort"
    nodes = [
        _part_node(own_family, [family] if demotes else [particle, family], rules),
        _part_node(own_given, [given, dropping, particle if demotes else ""], rules),
        RenderedNode(suffix),
    ]
    return RenderedNode(
        _without_empty(nodes), delimiter=rules.get("sort-separator", ", ")
    )


def _without_empty(nodes: list[RenderedNode]) -> list[RenderedNode]:
    return [node for node in nodes if node.parts]


def _join_nodes(nodes: list[RenderedNode]) -> RenderedNode:
    """Nodes with a space between them, but for one that ends with an apostrophe."""
    for node in nodes[:-1]:
        text = node.parts if isinstance(node.parts, str) else ""
        if not (node.suffix or text).endswith(_JOINING_MARKS):
            node.suffix += " "
    return RenderedNode(nodes)


def _part_node(
    part: Element | None, texts: list[str], rules: NameOptions, affixes: bool = True
) -> RenderedNode:
    """Particles and a name as `cs:name-part` asks. Where it asks for formats, they are
    apart from each other."""
    filled = list(filter(None, texts))
    if part is None or not filled:
        return _write_part(join_parts(*filled), {}, rules)
    if case := part.get("text-case"):
        filled = [change_case(text, case, rules.language) for text in filled]
    whole = _write_pieces(filled, _read_formats(part), rules)
    if affixes and {"prefix", "suffix"} & part.attributes.keys():
        return RenderedNode([whole], part.get("prefix"), part.get("suffix"))
    return whole


def _read_formats(part: Element) -> dict[str, str]:
    return {name: part.get(name) for name in FONT_FORMATS if part.get(name)}


def _write_pieces(
    texts: list[str], formats: dict[str, str], rules: NameOptions
) -> RenderedNode:
    if not formats or len(texts) == 1:
        return _write_part(join_parts(*texts), formats, rules)
    return _join_nodes([_write_part(text, formats, rules) for text in texts])


def _write_part(
    text: str, formats: Mapping[str, str], rules: NameOptions
) -> RenderedNode:
    node = render_name_part(text.rstrip(" "), reads_markup=rules.reads_markup)
    return RenderedNode(node.parts, formats=dict(formats))


def join_parts(*parts: str) -> str:
    """Parts of a name with spaces where they need some."""
    text = ""
    for part in parts:
        if part:
            needs_no_space = text.endswith((*_JOINING_MARKS, " ")) or not text
            text += part if needs_no_space else f" {part}"
    return text


def render_given(name: CslName, rules: NameOptions, level: int) -> str:
    """The given names: as initials where the style asks for them, or in full (2)."""
    given = name.get("given", "")
    if "initialize-with" not in rules.options or not LETTERS.search(given):
        return given
    if level == 2:
        return given
    mark = rules.options["initialize-with"]
    if rules.get("initialize") == "false":
        return _space_initials(given, mark)
    return _write_initials(given, mark, rules.get("initialize-with-hyphen") != "false")


def _render_suffix(name: CslName, rules: NameOptions) -> str:
    """`Jr.`, with the mark that the style gives to initials."""
    suffix = name.get("suffix", "")
    if suffix.endswith(".") and "initialize-with" in rules.options:
        return suffix[:-1] + rules.options["initialize-with"].rstrip()
    return suffix


_MARKED_WORD = re.compile(r"(<[^>]+>)(.*?)(</[^>]+>)")


def _write_initials(given: str, mark: str, hyphen: bool) -> str:
    """First letters with the style's mark. `Ph.` is short already and keeps its
    letters; small words stay as they are.
    """
    text = ""
    for word in re.findall(r"[^\s.]+\.?", given):
        pieces = [piece for piece in word.rstrip(".").split("-") if piece]
        if pieces and pieces[0][0].islower():
            text = f"{text.rstrip()} {word} "
        elif pieces:
            is_short = word.endswith(".")
            initials = [p if is_short else _take_initial(p, mark) for p in pieces]
            text += _join_initials(initials, mark, hyphen)
    return text.strip()


def _join_initials(initials: list[str], mark: str, hyphen: bool) -> str:
    """The initials of `Jean-Luc`. The mark stands inside the markup of an initial."""
    joint = mark.rstrip() + "-" if hyphen else mark
    if initials[0].endswith(">"):
        joint = "-" if hyphen else ""
    end = mark[len(mark.rstrip()) :] if initials[-1].endswith(">") else mark
    return joint.join(initials) + end


def _take_initial(word: str, mark: str) -> str:
    if match := _MARKED_WORD.fullmatch(word):
        return f"{match[1]}{match[2][:1]}{mark.rstrip()}{match[3]}"
    return word[0]


def _space_initials(given: str, mark: str) -> str:
    """Given initials with the style's mark; full names stay as they are."""
    text = ""
    words = given.split()
    for n, word in enumerate(words):
        pieces = re.findall(r"[^.]+\.?", word)
        is_initial = len(word) == 1 and word.isupper()
        if is_initial or (word.endswith(".") or len(pieces) > 1):
            text += "".join(piece.rstrip(".") + mark for piece in pieces)
        else:
            text += word + (" " if n < len(words) - 1 else "")
    return text.strip()
