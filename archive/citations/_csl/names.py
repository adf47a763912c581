"""`cs:names`: people and organisations, in the order and length a style asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .element import Element
from .letters import LETTERS
from .locale import CslLocale
from .text_case import change_case
from .text_runs import FONT_FORMATS, RenderedNode

CslName = Mapping[str, str]

_INHERITED_OPTIONS = (
    *("and", "delimiter-precedes-et-al", "delimiter-precedes-last", "et-al-min"),
    *("et-al-use-first", "et-al-use-last", "initialize", "initialize-with"),
    *("initialize-with-hyphen", "name-as-sort-order", "sort-separator"),
)


@dataclass(frozen=True)
class NameOptions:
    """Everything that decides how a list of names is written."""

    options: Mapping[str, str]
    name: Element
    et_al: Element | None
    locale: CslLocale
    language: str
    demote_particle: str

    def get(self, name: str, default: str = "") -> str:
        """An option of `cs:name`, or what it inherits."""
        return self.options.get(name, default)


def inherit_options(style: Mapping[str, str], name: Element) -> dict[str, str]:
    """The options of `cs:name`, and those of the style for the others."""
    options = {key: style[key] for key in _INHERITED_OPTIONS if key in style}
    for own, above in (("delimiter", "name-delimiter"), ("form", "name-form")):
        if above in style:
            options[own] = style[above]
    return options | dict(name.attributes)


def render_names(names: list[CslName], rules: NameOptions) -> RenderedNode:
    """A list of names, shortened with “et al.” where the style says so."""
    limit = _name_limit(names, rules)
    listed_names = names[:limit]
    nodes = [_render_name(name, n, rules) for n, name in enumerate(listed_names)]
    delimiter = rules.get("delimiter", ", ")
    if len(listed_names) < len(names):
        return _abbreviate_names(nodes, names, delimiter, rules)
    joint = _and_term(rules)
    if not joint or len(nodes) < 2:
        return RenderedNode(nodes, delimiter=delimiter)
    is_spaced = bool(LETTERS.match(joint)) or joint == "&"
    before = delimiter if _delimiter_precedes_last(listed_names, rules) else " "
    if not is_spaced and not _is_always_before_two(listed_names, rules):
        before = ""  # 李明和王芳
    all_but_last = RenderedNode(nodes[:-1], suffix=before, delimiter=delimiter)
    and_node = RenderedNode(joint, suffix=" " if is_spaced else "")
    return RenderedNode([all_but_last, and_node, nodes[-1]])


def _name_limit(names: list[CslName], rules: NameOptions) -> int:
    """How many names are shown."""
    minimum = int(rules.get("et-al-min", "0") or 0)
    if minimum and len(names) >= minimum:
        return int(rules.get("et-al-use-first", "1") or 1)
    return len(names)


def _abbreviate_names(
    nodes: list[RenderedNode], names: list[CslName], delimiter: str, rules: NameOptions
) -> RenderedNode:
    if rules.get("et-al-use-last") == "true" and len(names) > len(nodes) + 1:
        last = _render_name(names[-1], len(names) - 1, rules)
        joined_names = RenderedNode(nodes, delimiter=delimiter, suffix=delimiter)
        return RenderedNode([joined_names, RenderedNode("… "), last])
    et_al = _et_al_node(rules)
    space = " " if LETTERS.match(str(et_al.parts)) else ""
    is_delimited = _delimiter_precedes_et_al(names, len(nodes), rules)
    suffix = delimiter if is_delimited else space
    return RenderedNode(
        [RenderedNode(nodes, delimiter=delimiter, suffix=suffix), et_al]
    )


def _et_al_node(rules: NameOptions) -> RenderedNode:
    element = rules.et_al
    text = rules.locale.term(element.get("term", "et-al") if element else "et-al")
    if element is None or not LETTERS.search(text):
        return RenderedNode(text)
    formats = {n: element.get(n) for n in FONT_FORMATS if element.get(n)}
    return RenderedNode(text, formats=formats)


def _delimiter_precedes_et_al(
    names: list[CslName], number: int, rules: NameOptions
) -> bool:
    rule = rules.get("delimiter-precedes-et-al", "contextual")
    if rule == "after-inverted-name":
        return _is_inverted(names[number - 1], number - 1, rules)
    return rule == "always" or (rule == "contextual" and number > 1)


def _and_term(rules: NameOptions) -> str:
    kind = rules.get("and")
    return {"text": rules.locale.term("and"), "symbol": "&"}.get(kind, "")


def _is_always_before_two(names: list[CslName], rules: NameOptions) -> bool:
    rule = rules.get("delimiter-precedes-last")
    return rule == "always" and len(names) == 2 and "family" in names[1]


def _delimiter_precedes_last(names: list[CslName], rules: NameOptions) -> bool:
    rule = rules.get("delimiter-precedes-last", "contextual")
    if "literal" in names[-1]:  # citeproc-js applies the rule to people only
        rule = "contextual" if rule != "after-inverted-name" else rule
    if rule == "after-inverted-name":
        return _is_inverted(names[-2], len(names) - 2, rules)
    return rule == "always" or (rule == "contextual" and len(names) > 2)


def _is_inverted(name: CslName, place: int, rules: NameOptions) -> bool:
    order = rules.get("name-as-sort-order")
    return "family" in name and (order == "all" or (order == "first" and place == 0))


def _render_name(name: CslName, place: int, rules: NameOptions) -> RenderedNode:
    part = {p.get("name"): p for p in rules.name.all("name-part")}
    if "family" not in name:
        return RenderedNode(_apply_case(name["literal"], part.get("family"), rules))
    family = _apply_case(name["family"], part.get("family"), rules)
    given = _apply_case(_render_given(name, rules), part.get("given"), rules)
    is_short = rules.get("form") == "short"
    if not LETTERS.search(name["family"]):
        return RenderedNode(family if is_short else _join_unspaced(family, given))
    particle = name.get("non-dropping-particle", "")
    particle = _apply_case(particle, part.get("family"), rules)
    if is_short:
        return RenderedNode(_join_parts(particle, family))
    if rules.language[:2] in ("zh", "ja"):
        return RenderedNode(_join_parts(particle, family, given))
    dropping = name.get("dropping-particle", "")
    suffix = _render_suffix(name, rules)
    if not _is_inverted(name, place, rules):
        return RenderedNode(_join_parts(given, dropping, particle, family, suffix))
    parts = _invert_parts(family, given, particle, dropping, rules.demote_particle)
    nodes = [RenderedNode(text) for text in (*parts, suffix) if text]
    return RenderedNode(nodes, delimiter=rules.get("sort-separator", ", "))


def _join_unspaced(family: str, given: str) -> str:
    """`李明`; a given name in Latin letters needs a space."""
    return f"{family} {given}" if LETTERS.match(given) else family + given


def _invert_parts(
    family: str, given: str, particle: str, dropping: str, demote_particle: str
) -> tuple[str, str]:
    """What comes before and after the sort separator."""
    if demote_particle == "display-and-sort":
        return family, _join_parts(given, dropping, particle)
    return _join_parts(particle, family), _join_parts(given, dropping)


def _apply_case(text: str, part: Element | None, rules: NameOptions) -> str:
    case = part.get("text-case") if part else ""
    return change_case(text, case, rules.language) if case else text


def _join_parts(*parts: str) -> str:
    text = ""
    for part in parts:
        if part:
            needs_no_space = text.endswith(("’", "'", "-")) or not text
            text += part if needs_no_space else f" {part}"
    return text


def _render_given(name: CslName, rules: NameOptions) -> str:
    given = name.get("given", "")
    if "initialize-with" not in rules.options or not LETTERS.search(given):
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


def _write_initials(given: str, mark: str, hyphen: bool) -> str:
    text = ""
    for word in re.split(r"[\s.]+", given):
        pieces = [piece for piece in word.split("-") if piece]
        if not pieces:
            continue
        if pieces[0][0].islower():
            text = f"{text.rstrip()} {word} "
            continue
        joint = mark.rstrip() + "-" if hyphen else mark
        text += joint.join(piece[0] for piece in pieces) + mark
    return text.strip()


def _space_initials(given: str, mark: str) -> str:
    """Given initials with the style's mark; full names stay as they are."""
    words = given.split()
    text = ""
    for n, word in enumerate(words):
        letters = [letter for letter in word.split(".") if letter]
        if all(len(letter) == 1 and letter.isupper() for letter in letters):
            text += "".join(letter + mark for letter in letters)
        else:
            text += word + (" " if n < len(words) - 1 else "")
    return text.strip()
