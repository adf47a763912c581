"""Curation: an editor's additions to an imported article, from a reviewed file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.editorial import Addition, Emendation, curate_entries
from archive.models import (
    Article,
    Capture,
    Citation,
    Entry,
    EntryRegion,
    Event,
    ImportRun,
    Passage,
    Photo,
    Region,
    Source,
    Tag,
    User,
)
from archive.models.entries.article import QUOTING_RELATION

from .curation_file import CurationProblem, read_curation_file

CURATED_MODELS: dict[str, type[Entry]] = {"sources": Source, "events": Event}
CURATED_FIELDS = {
    "sources": (
        "title",
        "summary",
        "reply",
        "language",
        "date",
        "source_kind",
        "creator",
        "publisher",
        "original_url",
        "held",
        "reliability",
        "credibility",
    ),
    "events": (
        "title",
        "summary",
        "reply",
        "language",
        "date",
        "event_kind",
        "description",
    ),
}


@dataclass(frozen=True)
class CurationResult:
    """The article, the additions that changed something, and all additions."""

    article: Article
    changed: list[Addition]
    additions: list[Addition]


def apply_curation(
    content: bytes, name: str, publisher: User | None = None
) -> CurationResult:
    """Apply a curation file, all or nothing; applying it again changes nothing.

    Raises `CurationProblem` with every problem found, or `EditorialError`.
    """
    data = read_curation_file(content)
    with transaction.atomic():
        article = _find_article(data["sha256"])
        plan = _CurationPlan(article, data)
        additions = plan.build_additions()
        if plan.problems:
            raise CurationProblem(*plan.problems)
        try:
            changed = curate_entries(additions, f"curated from {name}", publisher)
        except ValidationError as error:
            raise CurationProblem(*error.messages) from error
        created = [addition.entry.pk for addition in changed if addition.is_new]
        run = ImportRun.objects.filter(entries=article.pk).order_by("pk").first()
        if run:
            run.entries.add(*created)
    return CurationResult(article, changed, additions)


def _find_article(digest: str) -> Article:
    rows = Article.objects.select_for_update(of=("self",)).order_by("pk")
    rows = rows.filter(sha256=digest, correction_of=None, is_demonstration=False)
    current = [row for row in rows if row.status != "withdrawn"]
    if not current:
        reason = (
            "was withdrawn" if rows else "is not here: import it first (import_text)"
        )
        raise CurationProblem(f"The article with the SHA-256 {digest} {reason}.")
    if len(current) > 1:
        codes = ", ".join(row.id_code_display for row in current)
        raise CurationProblem(
            f"This original was imported more than once ({codes}): undo all runs but "
            "one (undo_import)."
        )
    return current[0]


class _CurationPlan:
    """The records that the file asks for; problems are collected, not raised."""

    def __init__(self, article: Article, data: dict[str, Any]) -> None:
        self.data, self.article = data, article
        self.problems: list[str] = []
        self.passages = {p.anchor: p for p in article.passages.all()}
        placed = article.placements.select_related("photo")
        self.photos = {p.anchor: p.photo for p in placed}
        self.regions = Region.objects.map_by_every_code()
        self.tags = {tag.key: tag for tag in Tag.objects.current()}
        self.entries: dict[str, Entry] = {}
        self.additions: dict[int, Addition] = {}

    def build_additions(self) -> list[Addition]:
        """The article's, the photos', the sources' and the events'."""
        of_article = self._addition_for(self.article)
        of_article.regions = self._find_regions("regions", self.data)
        of_article.tags = self._find_tags("tags", self.data)
        for group in CURATED_MODELS:
            for row in self.data.get(group, []):
                self._add_entry(group, row)
        for row in self.data.get("sources", []):
            for key in row.get("derived_from", []):
                self._add_derivation(row["key"], key)
        for row in self.data.get("events", []):
            for name in row.get("evidence", []):
                self._add_evidence(row["key"], name)
        for number, row in enumerate(self.data.get("cites", []), start=1):
            self._add_citation(f"cites {number}", row)
        self._add_photo_values()
        self._add_emendations()
        self._add_capture()
        return list(self.additions.values())

    def _addition_for(self, entry: Entry) -> Addition:
        return self.additions.setdefault(id(entry), Addition(entry))

    def _add_problem(self, where: str, message: str) -> None:
        self.problems.append(f"{where}: {message}")

    def _find_regions(
        self, where: str, row: dict[str, Any]
    ) -> list[tuple[Region, str]]:
        regions = []
        for code, role in row.get("regions", []):
            if role not in EntryRegion.Role.values:
                self._add_problem(where, f"there is no role “{role}” for a region.")
            elif code not in self.regions:
                self._add_problem(where, f"there is no region {code}.")
            else:
                regions.append((self.regions[code], role))
        return regions

    def _find_tags(self, where: str, row: dict[str, Any]) -> list[Tag]:
        keys = row.get("tags", [])
        for key in keys:
            if key not in self.tags:
                self._add_problem(where, f"there is no tag {key}.")
        return [self.tags[key] for key in keys if key in self.tags]

    def _add_entry(self, group: str, row: dict[str, Any]) -> None:
        """A source or an event: the one created from this row before, or a new one."""
        where = f"{group}, {row['key']}"
        if row["key"] in self.entries:
            self._add_problem(where, "the key occurs twice.")
            return
        model = CURATED_MODELS[group]
        key = f"{self.article.sha256[:16]}/{row['key']}"
        there = model._default_manager.filter(import_key=key, correction_of=None)
        entry = there.first()
        if entry and entry.status == "withdrawn":
            self._add_problem(where, "it was withdrawn: remove it from the file.")
        self.entries[row["key"]] = saved = entry or model(
            import_key=key, **{n: row[n] for n in CURATED_FIELDS[group] if n in row}
        )
        if entry is None:
            self._validate(where, saved)
        addition = self._addition_for(saved)
        addition.regions = self._find_regions(where, row)
        addition.tags = self._find_tags(where, row)

    def _validate(self, where: str, entry: Entry) -> None:
        try:
            derived = {f.name for f in entry._meta.fields if not f.editable}
            entry.full_clean(exclude={*derived, "entry_ptr"}, validate_unique=False)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                self._add_problem(where, f"{name}: {' '.join(messages)}")

    def _find_source(self, where: str, key: str) -> Source | None:
        source = self.entries.get(key)
        if not isinstance(source, Source):
            self._add_problem(where, f"there is no source “{key}” in the file.")
            return None
        return source

    def _add_derivation(self, key: str, origin: str) -> None:
        source = self._find_source(f"sources, {key}", origin)
        if source is self.entries[key]:
            self._add_problem(f"sources, {key}", "a source can't rely on itself.")
        elif source:
            self._addition_for(self.entries[key]).origins.append(source)

    def _add_evidence(self, key: str, name: str) -> None:
        """`article`, `article#p4`, a caption (`c2`) or the key of a source."""
        where = f"events, {key}"
        target, _hash, anchor = name.partition("#")
        if target == "article" and (not anchor or anchor in self.passages):
            evidence: Entry | None = self.article
        else:
            evidence = self.photos.get(name) or self.entries.get(name)
        if evidence is None:
            self._add_problem(where, f"there is no evidence “{name}”.")
            return
        passage = self.passages[anchor] if anchor else None
        self._addition_for(self.entries[key]).evidence.append((evidence, passage))

    def _add_citation(self, where: str, row: dict[str, Any]) -> None:
        """Of the article, of one of its passages (`p4`) or of a caption (`c1`)."""
        source = self._find_source(where, row["source"])
        anchor = row.get("passage", "")
        if problem := self._find_relation_problem(row):
            self._add_problem(where, problem)
        elif anchor and anchor not in self.passages and anchor not in self.photos:
            self._add_problem(where, f"there is no passage or caption “{anchor}”.")
        elif source:
            citing = self.photos.get(anchor, self.article)
            passage = self.passages.get(anchor)
            words = row.get("quotation", "")
            if words and (passage is None or words not in passage.verbatim):
                self._add_problem(
                    where, f"“{words}” is not in {anchor or 'the passage'}."
                )
            cited = (source, row["relation"], passage, words)
            self._addition_for(citing).citations.append(cited)

    def _find_relation_problem(self, row: dict[str, Any]) -> str:
        """Why this relation cannot be, or ""."""
        if row["relation"] not in Citation.Relation.values:
            return f"there is no relation “{row['relation']}”."
        is_retold = self.article.text_is == Article.TextIs.OWN_WORDS
        is_of_article = row.get("passage", "") not in self.photos
        if is_retold and is_of_article and row["relation"] == QUOTING_RELATION:
            return "a retold text reports its sources and never quotes them."
        return ""

    def _add_photo_values(self) -> None:
        for anchor, pairs in self.data.get("photo_regions", {}).items():
            where = f"photo_regions, {anchor}"
            if anchor not in self.photos:
                self._add_problem(where, "there is no caption with this anchor.")
                continue
            regions = self._find_regions(where, {"regions": pairs})
            self._addition_for(self.photos[anchor]).regions += regions
        date = self.data.get("photo_dates", "")
        if date:
            try:
                Photo(title="-", date=date).clean()
            except ValidationError as error:
                self._add_problem("photo_dates", " ".join(error.messages))
            for photo in self.photos.values():
                self._addition_for(photo).date = date

    def _add_emendations(self) -> None:
        texts: dict[str, tuple[str, list[str]]] = {}
        for number, row in enumerate(self.data.get("emendations", []), start=1):
            where, anchor = f"emendations {number}", row["where"]
            holder = self.passages.get(anchor) or self.photos.get(anchor)
            if holder is None:
                self._add_problem(where, f"there is no passage or caption “{anchor}”.")
                continue
            verbatim = (
                holder.verbatim if isinstance(holder, Passage) else holder.caption
            )
            text, why = texts.setdefault(anchor, (verbatim, []))
            if text.count(row["wrong"]) != 1:
                self._add_problem(
                    where,
                    f"“{row['wrong']}” occurs {text.count(row['wrong'])} times in "
                    f"{anchor}: it must occur once.",
                )
                continue
            why.append(f"“{row['wrong']}” → “{row['right']}”: {row['why']}")
            texts[anchor] = text.replace(row["wrong"], row["right"]), why
        for anchor, (text, why) in texts.items():
            holder = self.passages.get(anchor) or self.photos[anchor]
            reading = Emendation(holder, text, "; ".join(why))
            if len(reading.reason) > 300:
                self._add_problem(f"emendations, {anchor}", "the reasons are too long.")
            entry = holder if isinstance(holder, Photo) else self.article
            self._addition_for(entry).emendations.append(reading)

    def _add_capture(self) -> None:
        row = self.data.get("capture")
        if not row:
            return
        capture = self.article.captures.order_by("pk").first()
        if capture is None:
            self._add_problem("capture", "the article has no capture.")
            return
        date, note = row.get("captured", ""), row.get("note", "")
        try:
            Capture(captured=date).clean()
        except ValidationError as error:
            self._add_problem("capture", " ".join(error.messages))
        self._addition_for(self.article).capture = (capture, date, note)
