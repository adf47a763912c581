"""The public record of a version as canonical JSON (RFC 8785), and its SHA-256."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import rfc8785
from django.conf import settings

from archive.models import ENTRY_KINDS, Entry

from ._entry_as_of import EntryAsOf

SHARED_FIELDS = ("title", "summary", "reply", "language", "date")
# Fields that came later: a version from before them has none, so its bytes stay.
LATER_FIELDS = ("reply", "issued_by", "event_kind")
PASSAGE_FIELDS = ("anchor", "kind", "language", "verbatim", "reading", "emendation")


def make_version_record(state: EntryAsOf) -> bytes:
    """The public record of a version, as JSON in the form of RFC 8785.

    The bytes never change, unless something in it was withheld, withdrawn or made
    confidential since: then only that is missing.
    """
    return rfc8785.dumps(_collect_record(state))


def hash_record(data: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return sha256(data).hexdigest()


def _collect_record(state: EntryAsOf) -> dict[str, Any]:
    entry, number = state.entry, state.version.number
    names = (*SHARED_FIELDS, *ENTRY_KINDS[entry.kind].own_fields)
    found: dict[str, Any] = {
        name: getattr(entry, name)
        for name in names
        if name not in LATER_FIELDS or name in state.version.state
    }
    found |= {
        "id": entry.id_code_display,
        "address": f"{settings.BASE_URL}/entries/{entry.id_code}/v{number}/",
        "kind": entry.kind,
        "version": number,
        "published_at": state.version.at.isoformat(),
        "regions": sorted([r.code, role] for r, role in state.regions),
        "tags": sorted(tag.key for tag in state.tags),
        "sources": sorted(
            [c.entry.id_code, c.relation, c.anchor] for c in state.sources
        ),
    }
    return found | _collect_kind_fields(state, entry)


def _collect_kind_fields(state: EntryAsOf, entry: Entry) -> dict[str, Any]:
    if entry.kind == "article":
        return _collect_article_fields(state, entry)
    if entry.kind == "source":
        return {"origins": sorted(c.entry.id_code for c in state.origins)}
    if entry.kind == "event":
        return _collect_evidence(state)
    return {}


def _collect_evidence(state: EntryAsOf) -> dict[str, Any]:
    """What supports an event, and what disputes it where anything does."""
    disputing = sorted(
        c.entry.id_code for c in state.evidence if c.relation == "disputes"
    )
    supporting = sorted(
        c.entry.id_code for c in state.evidence if c.relation != "disputes"
    )
    disputed_by = {"disputed_by": disputing} if disputing else {}
    return {"evidence": supporting, **disputed_by}


def _collect_article_fields(state: EntryAsOf, entry: Entry) -> dict[str, Any]:
    outlet = getattr(entry, "outlet", None)
    return {
        "outlet": outlet.name if outlet else "",
        "passages": [
            {name: getattr(passage, name) for name in PASSAGE_FIELDS}
            for passage in state.passages
        ],
        "withheld": [anchor for anchor, _position in state.withheld],
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
            for placed in state.photos
        ],
    }
