"""Runs of text as the HTML in which the CSL project's test suite expects them."""

from __future__ import annotations

from collections.abc import Iterable

from archive.citations._csl import Document, TextRun
from archive.citations._csl.text.text_runs import LINE_END

NO_PRINTED_FORM = "[CSL STYLE ERROR: reference with no printed form.]"
_TAGS = {
    ("font-style", "italic"): "i",
    ("font-style", "oblique"): "em",
    ("font-weight", "bold"): "b",
    ("vertical-align", "sup"): "sup",
    ("vertical-align", "sub"): "sub",
}
_BLOCKS = {
    "block": ('\n\n    <div class="csl-block">', "</div>\n"),
    "left-margin": ('\n    <div class="csl-left-margin">', "</div>"),
    "right-inline": ('<div class="csl-right-inline">', "</div>\n  "),
    "indent": ('<div class="csl-indent">', "</div>\n  "),
}


def _tags_of(name: str, value: str) -> tuple[str, str]:
    if name == "display":
        return _BLOCKS[value]
    if name == "nodecor":
        return '<span class="nodecor">', "</span>"
    if tag := _TAGS.get((name, value)):
        return f"<{tag}>", f"</{tag}>"
    if (name, value) == ("vertical-align", "baseline"):
        return '<span style="baseline">', "</span>"
    return f'<span style="{name}:{value};">', "</span>"


def write_html(runs: Iterable[TextRun]) -> str:
    """Runs with one element for each layer of formats."""
    html, opened = "", []
    for run in runs:
        if run.layers == LINE_END:
            continue  # the blocks say where lines end
        layers = list(run.layers)
        common = 0
        while opened[common : common + 1] == layers[common : common + 1] != []:
            common += 1
        html += "".join(_tags_of(*layer[1:])[1] for layer in reversed(opened[common:]))
        html += "".join(_tags_of(*layer[1:])[0] for layer in layers[common:])
        opened = layers
        html += _escape(run.text)
    return html + "".join(_tags_of(*layer[1:])[1] for layer in reversed(opened))


def _escape(text: str) -> str:
    for char, code in (("&", "&#38;"), ("<", "&#60;"), (">", "&#62;")):
        text = text.replace(char, code)
    return text


def write_bibliography(document: Document) -> str:
    """The list of works of a document."""
    entries = "".join(
        f'  <div class="csl-entry">{write_html(runs) or NO_PRINTED_FORM}</div>\n'
        for _item, runs in document.render_bibliography()
    )
    return f'<div class="csl-bib-body">\n{entries}</div>'
