"""What the pages of all four kinds share."""

from __future__ import annotations

from typing import Any

from archive.citations import FORMATS, cite
from archive.models import Citation, Entry, Passage


def frame(entry: Entry, language: str) -> dict[str, Any]:
    """Date in words, regions, tags, citation and files of an entry."""
    full = Entry.objects.public().with_vocabulary().get(pk=entry.pk)
    edtf = entry.edtf
    regions = [
        {"region": tied.region, "name": tied.region.name(language), "tied": tied}
        for tied in full.entry_regions.all()
    ]
    return {
        "entry": full,
        "date_words": edtf.display(language) if edtf else "",
        "regions": regions,
        "tags": [
            {"tag": t.tag, "label": t.tag.label(language)} for t in full.taggings.all()
        ],
        "citation": cite(entry, language),
        "formats": list(FORMATS),
    }


def numbered_sources(entry: Entry) -> list[dict[str, Any]]:
    """The public sources an entry cites, each once, numbered in order."""
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
    return list(rows.values())
