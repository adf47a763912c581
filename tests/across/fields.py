"""The table of fields and outputs, read; and the fields that no reader sees."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

TABLE = Path(__file__).with_suffix(".txt")


def rows() -> Iterator[tuple[str, str, str, str]]:
    """(output, kinds, field, how it is written) of the whole table."""
    outputs: list[str] = []
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("["):
            outputs = [name.strip() for name in line.strip("[]").split(",")]
        elif outputs and line:
            kinds, field, written = (part.strip() for part in line.split("|", 2))
            for output in outputs:
                yield output, kinds, field, written


OUTPUTS = tuple(dict.fromkeys(row[0] for row in rows()))
# Words by which a search finds the entry; an article's passages and captions with it.
SEARCHED = """
all      | title summary reply regionname.name taglabel.label
article  | kicker lead byline issued_by outlet.name passage.verbatim passage.reading
article  | author.family author.given author.dropping_particle author.suffix
article  | author.non_dropping_particle author.literal
photo    | caption reading credit_line
source   | creator publisher
event    | description
"""
# Fields of which readers see nothing as such, and why.
OF_THE_DESK = {
    "entry": {
        "id": "a key",
        "id_code": "given, not entered: in the address of every output",
        "kind": "chosen by the model",
        "slug": "derived",
        "status": "of the verbs",
        "audience": "decides whether there is an output at all",
        "embargo_until": "decides whether there is an output at all",
        "date_earliest": "derived",
        "date_latest": "derived",
        "counts_from": "derived",
        "counts_to": "derived",
        "reach": "derived",
        "version": "of the verbs",
        "correction_of": "of the verbs",
        "edit_number": "of the forms",
        "created_at": "of the desk",
        "modified_at": "of the desk",
        "first_published_at": "of the verbs",
        "created_by": "of the desk",
        "is_demonstration": "of the loader",
        "import_key": "of importers",
        "withdrawal_reason": "on the tombstone",
        "merged_into": "leads to another",
        "tombstone_title": "on the tombstone",
    },
    "article": {
        "text_access": "decides whether there is a text at all",
        "original_file": "for editors",
        "original_audience": "decides whether readers have the checksum",
        "outlet": "a key: see the outlet",
    },
    "photo": {"sensitivity": "for editors"},
    "passage": {"article": "its owner", "position": "the order of passages"},
    "placement": {"article": "its owner", "photo": "a key: see the photo"},
    "author": {"entry": "its owner", "position": "the order of authors"},
    "citation": {
        "entry": "its owner",
        "quotation_prefix": "finds the words anew",
        "quotation_suffix": "finds the words anew",
    },
    "derivation": {"source": "its owner"},
    "evidence": {
        "event": "its owner",
        "passage": "for editors",
        "relation": "which list it is in: evidence, or what disputes it",
    },
    "entryregion": {"entry": "its owner", "region": "a key: see the region"},
    "tagging": {"entry": "its owner", "tag": "a key: see the tag"},
    "correction": {
        "entry": "its owner",
        "revision": "of the verbs",
        "at": "of the verbs",
    },
    "capture": {
        "entry": "its owner",
        "file": "its name is its hash",
        "url": "that of the original, at the moment of the copy",
        "captured": "shown where the moment is not known",
    },
    "outlet": {
        "slug": "of forms and files",
        "country": "of the desk",
        "language": "of the desk",
        "url": "of the desk",
    },
    "region": {
        "is_listed": "decides whether there is an output at all",
        "parent": "a path",
        "path": "derived",
        "level": "of lists of regions",
        "latitude": "of maps",
        "longitude": "of maps",
        "outline": "of maps",
    },
    "regionname": {
        "region": "its owner",
        "language": "chooses the name",
        "folded": "derived",
        "is_preferred": "chooses the name",
    },
    "tag": {
        "is_listed": "decides whether there is an output at all",
        "broader": "a path",
        "path": "derived",
        "scope_note": "on the tag's page",
        "merged_into": "leads to another",
    },
    "taglabel": {
        "tag": "its owner",
        "language": "chooses the label",
        "folded": "derived",
        "is_preferred": "chooses the label",
    },
}
