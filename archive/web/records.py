"""What the pages of all four kinds share."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.utils.translation import pgettext_lazy

from archive.citations import FORMATS, STYLES, cite, export
from archive.exports import FORMATS as EXPORTS
from archive.models import Citation, Correction, Entry, Passage
from archive.search import like

from .origins import chains
from .places import places

DATE_MEANS = {
    "article": pgettext_lazy("date of an article", "Published"),
    "photo": pgettext_lazy("date of a photo", "Taken"),
    "source": pgettext_lazy("date of a source", "Created"),
    "event": pgettext_lazy("date of an event", "Happened"),
}


def frame(entry: Entry, language: str) -> dict[str, Any]:
    """Date in words, regions, tags, events, corrections and citation of an entry."""
    full = Entry.objects.public().with_vocabulary().get(pk=entry.pk)
    edtf = entry.edtf
    style = next(iter(STYLES))
    return {
        "entry": full,
        "date_words": edtf.display(language) if edtf else "",
        "date_means": DATE_MEANS[entry.kind],
        "places": places(full, language),
        "tags": [
            {"tag": t.tag, "label": t.tag.label(language)} for t in full.taggings.all()
        ],
        "events": _events(entry, language),
        "alike": _alike(full, language),
        "corrections": Correction.objects.public()
        .filter(entry=entry)
        .select_related("revision"),
        "style": STYLES[style],
        "citation": cite(entry, language),
        "files": references(entry),
        "formats": EXPORTS.values(),
    }


def references(
    entry: Entry, of: str = "record", anchor: str = ""
) -> list[dict[str, str]]:
    """The files for reference managers, with their text."""
    return [
        {"suffix": s, "name": EXPORTS[s].name, "text": export(entry, s, of, anchor)}
        for s in FORMATS
    ]


def _events(entry: Entry, language: str) -> list[dict[str, Any]]:
    """The public events for which the entry is evidence."""
    found = Entry.objects.public().filter(event__evidence_rows__entry=entry.pk)
    return [
        {"event": event, "date": event.edtf.display(language) if event.edtf else ""}
        for event in found.distinct().order_by("date_earliest", "pk")
    ]


def _alike(entry: Entry, language: str) -> list[dict[str, Any]]:
    """The public entries most like this one."""
    return [
        {"entry": other, "date": other.edtf.display(language) if other.edtf else ""}
        for other in like(entry)
    ]


def numbered_sources(entry: Entry) -> list[dict[str, Any]]:
    """The public sources an entry cites, each once, numbered in order.

    With each: the public passages that name it, what it rests on itself, and how many
    other public entries cite it.
    """
    shown = Entry.objects.public().filter(kind="source").values("pk")
    cited = Citation.objects.filter(entry=entry, source__in=shown)
    shown_passages = set(
        Passage.objects.public()
        .filter(article=entry.pk, article__text_access="public")
        .values_list("pk", flat=True)
    )
    rows: dict[int, dict[str, Any]] = {}
    for citation in cited.select_related("source", "passage"):
        row = rows.setdefault(
            citation.source_id,
            {"number": len(rows) + 1, "source": citation.source, "passages": []},
        )
        if citation.passage and citation.passage_id in shown_passages:
            row["passages"].append(citation.passage.anchor)
        row["relation"] = citation.get_relation_display()
    above, others = chains(rows), _citing(entry, list(rows))
    for pk, row in rows.items():
        row |= {"origins": above[pk], "others": others.get(pk, 0)}
    return list(rows.values())


def _citing(entry: Entry, sources: list[int]) -> dict[int, int]:
    """How many other public entries cite each source."""
    public = Entry.objects.public().exclude(pk=entry.pk).values("pk")
    found = Citation.objects.filter(source__in=sources, entry__in=public)
    counted = found.order_by().values_list("source_id")
    return dict(counted.annotate(Count("entry", distinct=True)))
