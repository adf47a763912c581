"""The markup that CSL's data may have in a field: `<i>`, `<b>`, `<sup>`, `<span>` …

See *Rich text* in the schema of CSL data: the tags are part of the text, and
`class="nocase"` keeps what is inside from changes of case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_TAG = re.compile(
    r"</?(?:i|b|sup|sub|sc)>"
    r"|<span class=[\"“]no(?:case|decor)[\"”]>"
    r'|<span style="font-variant:\s*small-caps;?">'
    r"|</span>"
)
_FORMATS = {
    "<i>": {"font-style": "italic"},
    "<b>": {"font-weight": "bold"},
    "<sup>": {"vertical-align": "sup"},
    "<sub>": {"vertical-align": "sub"},
    "<sc>": {"font-variant": "small-caps"},
}
_SMALL_CAPS = {"font-variant": "small-caps"}
_NO_DECORATION = {
    "font-style": "normal",
    "font-weight": "normal",
    "font-variant": "normal",
}


def split_tags(text: str, reads_markup: bool) -> list[str]:
    """A text as characters and tags; characters alone where markup is text."""
    if not reads_markup or "<" not in text:
        return list(text)
    tokens: list[str] = []
    at = 0
    for match in _TAG.finditer(text):
        tokens += text[at : match.start()]
        tokens.append(match[0])
        at = match.end()
    return tokens + list(text[at:])


def is_tag(token: str) -> bool:
    """Whether a token is a tag."""
    return len(token) > 1


def closes_tag(closing: str, opening: str) -> bool:
    """Whether a tag closes another one."""
    if closing == "</span>":
        return opening.startswith("<span")
    return opening == f"<{closing[2:]}"


def formats_of_tag(tag: str) -> dict[str, str]:
    """The formats that an opening tag gives to what is inside."""
    if "nodecor" in tag:
        return dict(_NO_DECORATION)
    if "small-caps" in tag:
        return dict(_SMALL_CAPS)
    return dict(_FORMATS.get(tag, {}))


def change_unprotected(text: str, change: Callable[[str], str]) -> str:
    """A text with markup of which a change leaves tags and `nocase` spans as they are.

    Where the change makes the text longer, such as ß to SS, it works on the pieces
    between tags one by one.
    """
    if "<" not in text:
        return change(text)
    tokens = split_tags(text, reads_markup=True)
    plain = "".join(token for token in tokens if not is_tag(token))
    changed = change(plain)
    if len(changed) != len(plain):
        return "".join(t if is_tag(t) else change(t) for t in tokens)
    return _merge_changes(tokens, changed)


def _merge_changes(tokens: list[str], changed: str) -> str:
    """The tokens with changed characters, but for those inside a protected span."""
    written, at, stack = "", 0, list[str]()
    for token in tokens:
        if is_tag(token):
            written += token
            _follow_tag(stack, token)
        else:
            is_protected = any("class=" in tag for tag in stack)
            written += token if is_protected else changed[at]
            at += 1
    return written


def _follow_tag(stack: list[str], tag: str) -> None:
    if not tag.startswith("</"):
        stack.append(tag)
    elif stack and closes_tag(tag, stack[-1]):
        stack.pop()


def superscript_letters(char: str) -> str:
    """What a superscript character stands for: `2` for `²`; else nothing."""
    if char.isascii():
        return ""
    kind, _space, _codes = unicodedata.decomposition(char).partition(" ")
    if kind != "<super>":
        return ""
    return unicodedata.normalize("NFKD", char)
