"""The content of a narrative: its text, and its steps in order."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from archive.models import Entry, Narrative, NarrativeStep

from ._rights import EditorialError


def describe_narrative(narrative: Narrative) -> dict[str, Any]:
    """Everything that an editor entered, with steps in order; one query."""
    steps = narrative.steps.order_by("position", "pk").select_related("entry")
    return {
        "title": narrative.title,
        "summary": narrative.summary,
        "language": narrative.language,
        "steps": [
            {
                "entry": step.entry.id_code,
                "anchor": step.anchor,
                "heading": step.heading,
                "note": step.note,
            }
            for step in steps
        ],
    }


def restore_narrative(narrative: Narrative, state: dict[str, Any]) -> None:
    """Set the text and the steps to `state`, as `describe_narrative` wrote it.

    Call inside the transaction of the verb.
    """
    narrative.title, narrative.summary = state["title"], state["summary"]
    narrative.language = state["language"]
    narrative.save()
    narrative.steps.all().delete()
    id_codes = {step["entry"] for step in state["steps"]}
    entries = Entry.objects.in_bulk(list(id_codes), field_name="id_code")
    for position, step in enumerate(state["steps"], start=1):
        entry = entries[step.pop("entry")]
        NarrativeStep.objects.create(
            narrative=narrative, position=position, entry=entry, **step
        )


def refuse_hidden_steps(narrative: Narrative) -> None:
    """Raise `EditorialError` where an entry of the narrative is not public."""
    used = Entry.objects.filter(narrative_steps__narrative=narrative)
    hidden = used.exclude(pk__in=Entry.objects.public().values("pk")).distinct()
    titles = [entry.title for entry in hidden]
    if titles:
        raise EditorialError(
            _(
                "Some steps show entries that are not public. Publish these "
                "entries first, or remove their steps: %(titles)s."
            )
            % {"titles": "; ".join(f"“{title}”" for title in titles)}
        )
