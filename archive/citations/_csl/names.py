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
    demote: str

    def get(self, name: str, default: str = "") -> str:
        """An option of `cs:name`, or what it inherits."""
        return self.options.get(name, default)


def inherit_options(style: Mapping[str, str], name: Element) -> dict[str, str]:
    """The options of `cs:name`, with those of the style for what it does not say."""
    options = {key: style[key] for key in _INHERITED_OPTIONS if key in style}
    for own, above in (("delimiter", "name-delimiter"), ("form", "name-form")):
        if above in style:
            options[own] = style[above]
    return options | dict(name.attributes)


def render_names(names: list[CslName], asked: NameOptions) -> RenderedNode:
    """A list of names, cut short with “et al.” where the style says so."""
    most = int(asked.get("et-al-min", "0") or 0)
    first = int(asked.get("et-al-use-first", "1") or 1)
    is_cut = bool(most and len(names) >= most and first < len(names))
    shown = names[:first] if is_cut else names
    nodes = [_render_name(name, n, asked) for n, name in enumerate(shown)]
    delimiter = asked.get("delimiter", ", ")
    if is_cut:
        return _abbreviate_names(nodes, names, delimiter, asked)
    joint = _and_term(asked)
    if not joint or len(nodes) < 2:
        return RenderedNode(nodes, delimiter=delimiter)
    is_spaced = LETTERS.match(joint) or joint == "&"
    before = delimiter if _delimiter_precedes_last(shown, asked) else " "
    if not is_spaced and not _is_always_before_two(shown, asked):
        before = ""  # 李明和王芳
    listed = RenderedNode(nodes[:-1], suffix=before, delimiter=delimiter)
    return RenderedNode(
        [listed, RenderedNode(joint, suffix=" " if is_spaced else ""), nodes[-1]]
    )


def _abbreviate_names(
    nodes: list[RenderedNode], names: list[CslName], delimiter: str, asked: NameOptions
) -> RenderedNode:
    if asked.get("et-al-use-last") == "true" and len(names) > len(nodes) + 1:
        last = _render_name(names[-1], len(names) - 1, asked)
        listed = RenderedNode(nodes, delimiter=delimiter, suffix=delimiter)
        return RenderedNode([listed, RenderedNode("… "), last])
    et_al = asked.et_al
    term = et_al.get("term", "et-al") if et_al else "et-al"
    formats = {n: et_al.get(n) for n in FONT_FORMATS if et_al and et_al.get(n)}
    said = asked.locale.term(term)
    words = RenderedNode(said, formats=formats if LETTERS.search(said) else {})
    rule = asked.get("delimiter-precedes-et-al", "contextual")
    precedes = rule == "always" or (rule == "contextual" and len(nodes) > 1)
    if rule == "after-inverted-name":
        precedes = _is_inverted(names[len(nodes) - 1], len(nodes) - 1, asked)
    space = " " if LETTERS.match(said) else ""
    listed = RenderedNode(
        nodes, delimiter=delimiter, suffix=delimiter if precedes else space
    )
    return RenderedNode([listed, words])


def _and_term(asked: NameOptions) -> str:
    kind = asked.get("and")
    return {"text": asked.locale.term("and"), "symbol": "&"}.get(kind, "")


def _is_always_before_two(names: list[CslName], asked: NameOptions) -> bool:
    rule = asked.get("delimiter-precedes-last")
    return rule == "always" and len(names) == 2 and "family" in names[1]


def _delimiter_precedes_last(names: list[CslName], asked: NameOptions) -> bool:
    rule = asked.get("delimiter-precedes-last", "contextual")
    if "literal" in names[-1]:  # the reference processor asks people only
        rule = "contextual" if rule != "after-inverted-name" else rule
    if rule == "after-inverted-name":
        return _is_inverted(names[-2], len(names) - 2, asked)
    return rule == "always" or (rule == "contextual" and len(names) > 2)


def _is_inverted(name: CslName, n: int, asked: NameOptions) -> bool:
    order = asked.get("name-as-sort-order")
    return "family" in name and (order == "all" or (order == "first" and n == 0))


def _render_name(name: CslName, n: int, asked: NameOptions) -> RenderedNode:
    part = {p.get("name"): p for p in asked.name.all("name-part")}
    if "family" not in name:
        return RenderedNode(_apply_case(name["literal"], part.get("family"), asked))
    family = _apply_case(name["family"], part.get("family"), asked)
    given = _apply_case(_render_given(name, asked), part.get("given"), asked)
    is_short = asked.get("form") == "short"
    if not LETTERS.search(name["family"]):
        is_mixed = LETTERS.match(given)
        return RenderedNode(
            family if is_short else family + " " * bool(is_mixed) + given
        )
    kept, dropped = name.get("non-dropping-particle"), name.get("dropping-particle")
    kept = _apply_case(kept or "", part.get("family"), asked)
    suffix = _render_suffix(name, asked)
    if is_short:
        return RenderedNode(_join_parts(kept, family))
    if asked.language[:2] in ("zh", "ja"):
        return RenderedNode(_join_parts(kept, family, given))
    if not _is_inverted(name, n, asked):
        return RenderedNode(_join_parts(given, dropped, kept, family, suffix))
    separator = asked.get("sort-separator", ", ")
    if asked.demote == "display-and-sort":
        front, behind = family, _join_parts(given, dropped, kept)
    else:
        front, behind = _join_parts(kept, family), _join_parts(given, dropped)
    parts = [RenderedNode(p) for p in (front, behind, suffix) if p]
    return RenderedNode(parts, delimiter=separator)


def _apply_case(text: str, part: Element | None, asked: NameOptions) -> str:
    case = part.get("text-case") if part else ""
    return change_case(text, case, asked.language) if case else text


def _join_parts(*parts: str | None) -> str:
    found = ""
    for part in parts:
        if part:
            is_tied = found.endswith(("’", "'", "-")) or not found
            found += part if is_tied else f" {part}"
    return found


def _render_given(name: CslName, asked: NameOptions) -> str:
    given = name.get("given", "")
    if "initialize-with" not in asked.options or not LETTERS.search(given):
        return given
    mark = asked.options["initialize-with"]
    if asked.get("initialize") == "false":
        return _space_initials(given, mark)
    return _write_initials(given, mark, asked.get("initialize-with-hyphen") != "false")


def _render_suffix(name: CslName, asked: NameOptions) -> str:
    """`Jr.` with the mark that initials have."""
    suffix = name.get("suffix", "")
    if suffix.endswith(".") and "initialize-with" in asked.options:
        return suffix[:-1] + asked.options["initialize-with"].rstrip()
    return suffix


def _write_initials(given: str, mark: str, hyphen: bool) -> str:
    found = ""
    for word in re.split(r"[\s.]+", given):
        pieces = [piece for piece in word.split("-") if piece]
        if not pieces:
            continue
        if pieces[0][0].islower():
            found = f"{found.rstrip()} {word} "
            continue
        joint = mark.rstrip() + "-" if hyphen else mark
        found += joint.join(piece[0] for piece in pieces) + mark
    return found.strip()


def _space_initials(given: str, mark: str) -> str:
    """Initials that are given as such with the style's mark; names stay whole."""
    words = given.split()
    found = ""
    for n, word in enumerate(words):
        letters = [letter for letter in word.split(".") if letter]
        if all(len(letter) == 1 and letter.isupper() for letter in letters):
            found += "".join(letter + mark for letter in letters)
        else:
            found += word + (" " if n < len(words) - 1 else "")
    return found.strip()
