"""The public record of a version as canonical JSON (RFC 8785), and its SHA-256."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import rfc8785
from django.conf import settings

from archive.models import ENTRY_KINDS, Entry

from ._entry_as_of import EntryAsOf

SHARED_FIELDS = ("title", "summary", "language", "date")
PASSAGE_FIELDS = ("anchor", "kind", "language", "verbatim", "reading", "emendation")


def make_version_record(then: EntryAsOf) -> bytes:
    """What readers see of a version, as RFC 8785 orders and writes it.

    The same bytes for ever, but where something of it was withheld, withdrawn or made
    confidential since: then that alone is missing.
    """
    return rfc8785.dumps(_collect_record(then))


def hash_record(data: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return sha256(data).hexdigest()


def _collect_record(then: EntryAsOf) -> dict[str, Any]:
    entry, number = then.entry, then.version.number
    names = (*SHARED_FIELDS, *ENTRY_KINDS[entry.kind].own_fields)
    found: dict[str, Any] = {name: getattr(entry, name) for name in names}
    found |= {
        "id": entry.id_code_display,
        "address": f"{settings.BASE_URL}/entries/{entry.id_code}/v{number}/",
        "kind": entry.kind,
        "version": number,
        "published_at": then.version.at.isoformat(),
        "regions": sorted([r.code, role] for r, role in then.regions),
        "tags": sorted(tag.key for tag in then.tags),
        "sources": sorted(
            [c.entry.id_code, c.relation, c.anchor] for c in then.sources
        ),
    }
    return found | _collect_kind_fields(then, entry)


def _collect_kind_fields(then: EntryAsOf, entry: Entry) -> dict[str, Any]:
    if entry.kind == "article":
        return _collect_article_fields(then, entry)
    if entry.kind == "source":
        return {"origins": sorted(c.entry.id_code for c in then.origins)}
    if entry.kind == "event":
        return {"evidence": sorted(c.entry.id_code for c in then.evidence)}
    return {}


def _collect_article_fields(then: EntryAsOf, entry: Entry) -> dict[str, Any]:
    outlet = getattr(entry, "outlet", None)
    return {
        "outlet": outlet.name if outlet else "",
        "passages": [
            {name: getattr(passage, name) for name in PASSAGE_FIELDS}
            for passage in then.passages
        ],
        "withheld": [anchor for anchor, _position in then.withheld],
        "photos": [
            {
                "anchor": placed.anchor,
                "id": placed.photo.id_code_display,
                "version": placed.photo.version,
                "series": placed.series_heading,
                "caption": placed.photo.caption,
                "reading": placed.photo.reading,
                "credit_line": placed.photo.credit_line,
            }
            for placed in then.photos
        ],
    }
