"""The state after a verb as canonical JSON, chained by SHA-256."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from django.forms.models import model_to_dict
from django.utils import timezone

from archive.models import Entry, Passage, Revision, User

DERIVED = ("id", "entry_ptr", "status", "version", "regions", "tags", "photos")


def state(entry: Entry) -> dict[str, Any]:
    """The entry with its passages, regions, tags and citations; five queries."""
    child = getattr(entry, entry.kind, entry) if type(entry) is Entry else entry
    fields = {
        field.name: str(field.value_from_object(child) or "")
        for field in child._meta.concrete_fields
        if field.name not in (*DERIVED, "edit_number", "modified_at", "created_by")
    }
    passages = Passage.objects.filter(article_id=entry.pk)
    regions = entry.entry_regions.values_list("region__code", "role")
    taggings = entry.taggings.values_list("tag__scheme", "tag__slug")
    citations = entry.citations.values_list("source__id_code", "relation")
    return {
        **fields,
        "passages": [_passage(passage) for passage in passages],
        "regions": sorted(map(list, regions)),
        "tags": sorted(map("/".join, taggings)),
        "citations": sorted(map(list, citations)),
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return model_to_dict(passage, exclude=["id", "article"])


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces, as RFC 8785 for strings and integers."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def record(
    entry: Entry,
    verb: str,
    by: User | None,
    reason: str = "",
    *,
    override: bool = False,
    publishes: bool = False,
) -> Revision:
    """Write the revision of a verb; call inside its transaction."""
    last = Revision.objects.filter(entry_id=entry.pk).order_by("number").last()
    text = canonical(state(entry))
    previous = last.sha256 if last else ""
    joined = ""
    if publishes:
        chain = Revision.objects.exclude(publication_sha256="")
        head = chain.order_by("pk").values_list("publication_sha256", flat=True).last()
        joined = sha256(f"{head or ''}{text}".encode()).hexdigest()
    return Revision.objects.create(
        entry_id=entry.pk,
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        by=by,
        verb=verb,
        reason=reason,
        override=override,
        state=text,
        sha256=sha256(f"{previous}{text}".encode()).hexdigest(),
        previous_sha256=previous,
        public_version=entry.version if publishes else None,
        publication_sha256=joined,
    )
