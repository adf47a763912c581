"""One reference in words."""

from __future__ import annotations

from django.conf import settings

from archive.models import Entry

from ._record import record

STYLES = {"archive": "Surveillance Archive"}


def cite(entry: Entry, language: str, anchor: str = "") -> str:
    """Author, title, publication, date, archive, record and version, address.

    `anchor` names a passage or caption of it.
    """
    found = record(entry)
    authors = [author["literal"] for author in found.get("author", [])]
    edtf = entry.edtf
    parts = [
        *authors,
        f"“{entry.title}”",
        found.get("container-title", found.get("publisher", "")),
        edtf.display(language) if edtf else "n.d.",
        f"{settings.SITE_NAME}, {entry.id_code_display}, version {entry.version}",
    ]
    fragment = f"#{anchor}" if anchor else ""
    address = f"{settings.BASE_URL}/entries/{entry.id_code}{fragment}"
    return ". ".join(part.rstrip(".") for part in parts if part) + f". {address}"
