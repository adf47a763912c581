"""The demonstration's narratives: paths over its entries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from archive.editorial import (
    publish,
    record_creation,
    record_edit,
)
from archive.models import Entry, Narrative, NarrativeRevision, NarrativeStep


def load_demonstration_narratives(folder: Path) -> int:
    """Create and publish the narratives that are not there yet, by their title.

    Call inside the transaction that made their entries, which go by `import_key`.
    """
    text = (folder / "narratives.json").read_text("utf-8")
    rows: list[dict[str, Any]] = json.loads(text)["narratives"]
    there = set(_demonstration_narratives().values_list("title", flat=True))
    new = [row for row in rows if row["title"] not in there]
    keys = {step["entry"] for row in new for step in row["steps"]}
    demonstrated = Entry.objects.filter(is_demonstration=True, import_key__in=keys)
    entries = {entry.import_key: entry for entry in demonstrated}
    for row in new:
        narrative = Narrative.objects.create(
            title=row["title"],
            summary=row["summary"],
            language=row["language"],
            is_demonstration=True,
        )
        for position, step in enumerate(row["steps"], start=1):
            entry = entries[step["entry"]]
            NarrativeStep.objects.create(
                narrative=narrative,
                position=position,
                entry_id=entry.pk,
                anchor=step.get("anchor", ""),
                heading=step["heading"],
                note=step["note"],
            )
        record_creation(narrative, None)
        publish(narrative, None, "demonstration")
    return len(new)


def remove_demonstration_narratives(ids: list[int]) -> None:
    """Delete the demonstration's narratives, and others' steps at these entries: what
    those are without them is recorded as edited by nobody."""
    NarrativeRevision.objects.filter(narrative__in=_demonstration_narratives()).delete()
    _demonstration_narratives().delete()
    steps = NarrativeStep.objects.filter(entry_id__in=ids)
    others = list(Narrative.objects.filter(steps__in=steps).distinct())
    steps.delete()
    for narrative in others:
        record_edit(narrative, None)


def _demonstration_narratives() -> Any:
    return Narrative.objects.filter(is_demonstration=True)
