"""What the page of a story shows and takes: its forms, made from the article and what
its text suggests."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.forms import BoundField, Form
from django.http import QueryDict

from archive.editorial import (
    describe_members,
    has_right,
    list_story_gaps,
    list_story_members,
)
from archive.importers.suggestions.cited_sources import (
    SuggestedSource,
    suggest_outlet,
    suggest_sources,
)
from archive.importers.suggestions.named_terms import (
    NamedTerms,
    PlacedRegion,
    find_named_terms,
    list_suggested_regions,
    list_suggested_tags,
    place_regions,
)
from archive.models import (
    Article,
    Citation,
    Entry,
    EntryRegion,
    Passage,
    Photo,
    Placement,
    Tag,
    Tagging,
    User,
)
from archive.models.visibility import desk_entries
from archive.web.forms.typed_dates import find_day

from .article_form import ArticleForm
from .row_forms import (
    MOST_SOURCE_ROWS,
    CaptionRow,
    EventRow,
    SourceRow,
    StoryVerbForm,
)

BLANK_SOURCES, EVENT_ROWS = 2, 2


@dataclass(frozen=True)
class RegionChoice:
    """A region that the text names, with its boxes."""

    placed: PlacedRegion
    mentions: int
    box: BoundField
    role: BoundField | None = None


@dataclass(frozen=True)
class TieRow:
    """What the article has already, with the box that drops it."""

    label: str
    detail: str
    box: BoundField | None
    entry: Entry | None = None


@dataclass(frozen=True)
class CaptionPart:
    """A caption with its row; none where it can't be changed here."""

    placement: Placement
    photo: Photo
    regions: list[PlacedRegion]
    row: CaptionRow | None = None
    choices: list[RegionChoice] = field(default_factory=list)


class StoryParts:
    """The forms of a story, filled from what was sent where anything was."""

    def __init__(self, article: Article, user: User, data: QueryDict | None) -> None:
        self.article, self.user, self.data = article, user, data
        self._written_on = find_day(article.date)
        self.may_edit = has_right(user, "edit", article)
        self.may_add = article.status != "withdrawn" and has_right(user, "create")
        self.members = list_story_members(article, user)
        self.gaps = list_story_gaps(article, user)
        passages = article.passages.order_by("position")
        self.passages = [p for p in passages if not p.left_out_because]
        self.left_out = [p for p in passages if p.left_out_because]
        self.anchors = [passage.anchor for passage in self.passages]
        placed = Placement.objects.filter(article=article.pk, photo__in=self._seen())
        self.placements = list(placed.select_related("photo").order_by("position"))
        self.named = self._find_named()
        self.verb_form = StoryVerbForm(
            data,
            initial={
                "seen": describe_members(self.members),
                "source_rows": 0,
                "fill_captions": False,
            },
        )
        self._add_article_form()
        self._add_source_rows()
        event_rows = EVENT_ROWS if self.may_add else 0
        self.events = [
            EventRow(self.anchors, data, f"event-{number}", self._written_on)
            for number in range(event_rows)
        ]
        self._add_captions()

    def is_valid(self) -> bool:
        """Whether all forms are; each has its errors then."""
        wrong = [form for form in self.list_forms() if not form.is_valid()]
        return not wrong

    def list_forms(self) -> list[Form]:
        """All forms of the page."""
        rows = [part.row for part in self.captions if part.row]
        article = [self.form] if self.form else []
        return [self.verb_form, *article, *self.sources, *self.events, *rows]

    def follow_edit(self) -> None:
        """Let the form that was refused be saved over what somebody else saved."""
        if self.form is None or self.data is None:
            return
        data = self.data.copy()
        current = Article.objects.get(pk=self.article.pk)
        data["seen_edit"] = str(current.edit_number)
        self.form.data = data

    def find_passage(self, anchor: str) -> Passage | None:
        """The passage with this anchor."""
        return next((p for p in self.passages if p.anchor == anchor), None)

    def _seen(self) -> list[int]:
        return [entry.pk for entry in self.members if entry.kind == "photo"]

    def _find_named(self) -> list[NamedTerms]:
        """What the article names, and each caption."""
        article = self.article
        parts = [article.kicker, article.title, article.lead]
        body = "\n".join([*parts, *(passage.text for passage in self.passages)])
        captions = [placement.photo.text for placement in self.placements]
        return find_named_terms(["\n".join([body, *captions]), *captions])

    def _list_posted(self, prefix: str) -> set[int]:
        """The keys of boxes that were sent, so that a proposal that is gone meanwhile
        is taken all the same."""
        pattern = re.compile(rf"{prefix}(\d{{1,18}})")
        matches = (pattern.fullmatch(name) for name in self.data or ())
        return {int(match[1]) for match in matches if match}

    def _add_article_form(self) -> None:
        ties = EntryRegion.objects.filter(entry=self.article.pk)
        self._regions = list(ties.select_related("region").order_by("role", "pk"))
        taggings = Tagging.objects.filter(entry=self.article.pk)
        tagged = taggings.select_related("tag").prefetch_related("tag__labels")
        self._taggings = list(tagged.order_by("pk"))
        cited = Citation.objects.filter(entry=self.article.pk)
        cited = cited.filter(
            source__in=Entry.objects.filter(desk_entries(self.user)).values("pk")
        )
        self._citations = list(cited.select_related("source", "passage").order_by("pk"))
        self.form = self._make_article_form() if self.may_edit else None
        self.ties = self._list_ties()

    def _make_article_form(self) -> ArticleForm:
        article = self.article
        known = {tie.region_id for tie in self._regions}
        regions = list_suggested_regions(self.named[0], known)
        tagged = {tagging.tag_id for tagging in self._taggings}
        tags = list_suggested_tags(self.named[0], tagged)
        self.suggested_outlet = None if article.outlet else suggest_outlet(article)
        form = ArticleForm(
            self.user,
            self.data,
            {
                "seen_edit": article.edit_number,
                "outlet": str(article.outlet or ""),
                "date": article.date,
                "language": article.language,
            },
        )
        more = sorted(self._list_posted("region_") - known - set(regions))
        form.add_choices(
            [*regions, *more],
            [tag.pk for tag in tags],
            {
                "region": _list_keys(self._regions),
                "tag": _list_keys(self._taggings),
                "citation": _list_keys(self._citations),
            },
        )
        placed = place_regions([*regions, *more])
        self.regions = [self._make_choice(form, region) for region in placed]
        self.tags: list[tuple[Tag, BoundField]] = [
            (tag, form[f"tag_{tag.pk}"]) for tag in tags
        ]
        return form

    def _make_choice(self, form: ArticleForm, placed: PlacedRegion) -> RegionChoice:
        key = placed.region.pk
        return RegionChoice(
            placed,
            self.named[0].regions[key],
            form[f"region_{key}"],
            form[f"role_{key}"],
        )

    def _list_ties(self) -> dict[str, list[TieRow]]:
        """What the article has, by part of the page."""

        def box(name: str, key: int) -> BoundField | None:
            return self.form[f"drop_{name}_{key}"] if self.form else None

        placed = place_regions([tie.region_id for tie in self._regions])
        return {
            "regions": [
                TieRow(
                    name.name,
                    f"{tie.get_role_display()} · {name.path}".rstrip(" ·"),
                    box("region", tie.pk),
                )
                for tie, name in zip(self._regions, placed, strict=True)
            ],
            "tags": [
                TieRow(
                    str(tagging.tag),
                    str(tagging.tag.get_scheme_display()),
                    box("tag", tagging.pk),
                )
                for tagging in self._taggings
            ],
            "sources": [
                TieRow(
                    citation.source.title,
                    " · ".join(
                        filter(
                            None,
                            (
                                str(citation.get_relation_display()),
                                str(citation.source.get_status_display()),
                                citation.passage.anchor if citation.passage else "",
                            ),
                        )
                    ),
                    box("citation", citation.pk),
                    citation.source,
                )
                for citation in self._citations
            ],
        }

    def _add_source_rows(self) -> None:
        self.sources: list[SourceRow] = []
        if not self.may_edit:
            return
        if self.data is not None:
            sent = self.verb_form.is_valid()
            count = self.verb_form.cleaned_data["source_rows"] if sent else 0
            proposed: list[SuggestedSource | None] = [None] * count
        else:
            proposed = [*self._suggest_sources(), *[None] * BLANK_SOURCES]
        for number, source in enumerate(proposed[:MOST_SOURCE_ROWS]):
            initial = _describe_source(source) if source else None
            row = SourceRow(
                self.user, self.anchors, self.data, f"source-{number}", initial
            )
            self.sources.append(row)
        self.verb_form.initial["source_rows"] = len(self.sources)

    def _suggest_sources(self) -> list[SuggestedSource]:
        """What the text names and the article does not cite yet."""
        passages = [(p.anchor, p.kind, p.text) for p in self.passages]
        credits = [placement.photo.credit_line for placement in self.placements]
        known = _list_names_of_sources(self._citations)
        return [
            source
            for source in suggest_sources(passages, credits)
            if known.isdisjoint((source.title.casefold(), source.creator.casefold()))
        ]

    def _add_captions(self) -> None:
        keys = [placement.photo_id for placement in self.placements]
        ties = EntryRegion.objects.filter(entry__in=keys).order_by("pk")
        of_photo: dict[int, list[int]] = {}
        for photo, region in ties.values_list("entry_id", "region_id"):
            of_photo.setdefault(photo, []).append(region)
        every = {key for named in self.named[1:] for key in named.regions}
        every |= {key for some in of_photo.values() for key in some}
        placed = {each.region.pk: each for each in place_regions(sorted(every))}
        self.captions = [
            self._make_caption(placement, named, of_photo, placed)
            for placement, named in zip(self.placements, self.named[1:], strict=True)
        ]

    def _make_caption(
        self,
        placement: Placement,
        named: NamedTerms,
        of_photo: dict[int, list[int]],
        placed: dict[int, PlacedRegion],
    ) -> CaptionPart:
        photo = placement.photo
        own = of_photo.get(photo.pk, [])
        regions = [placed[key] for key in dict.fromkeys(own)]
        if not has_right(self.user, "edit", photo):
            return CaptionPart(placement, photo, regions)
        suggested = list_suggested_regions(named, own)
        row = CaptionRow(
            suggested,
            self.data,
            f"caption-{photo.pk}",
            {"alt_text": photo.alt_text, "date": photo.date},
            self._written_on,
        )
        choices = [
            RegionChoice(placed[key], named.regions[key], row[f"region_{key}"])
            for key in suggested
        ]
        return CaptionPart(placement, photo, regions, row, choices)


def _list_keys(rows: Iterable[EntryRegion | Tagging | Citation]) -> list[int]:
    return [row.pk for row in rows]


def _list_names_of_sources(citations: Iterable[Citation]) -> set[str]:
    """Titles and creators, folded; no empty one."""
    sources = [citation.source for citation in citations]
    names = [name for s in sources for name in (s.title, s.creator)]
    return {name.casefold() for name in names if name}


def _describe_source(source: SuggestedSource) -> dict[str, str]:
    return {
        "found": source.found,
        "proposed": source.title,
        "title": source.title,
        "source_kind": source.source_kind,
        "creator": source.creator,
        "original_url": source.original_url,
        "relation": source.relation,
        "passage": source.anchor,
    }


def list_possible_verbs(
    members: Iterable[Entry], article: Entry, user: User
) -> list[str]:
    """The verbs that `user` may call on the story now."""
    if article.status == "withdrawn":
        return []
    listed = list(members)
    drafts, waiting = (
        _select_by_status(listed, "draft"),
        _select_by_status(listed, "in_review"),
    )
    is_read = article.status in ("in_review", "published")
    verbs = {
        "submit": _may_call_on_all(user, "submit", drafts),
        "send_back": _may_call_on_all(user, "send_back", waiting),
        "publish": bool(drafts or waiting) and is_read and "publisher" in user.roles,
    }
    return [verb for verb, is_possible in verbs.items() if is_possible]


def _select_by_status(entries: list[Entry], status: str) -> list[Entry]:
    return [entry for entry in entries if entry.status == status]


def _may_call_on_all(user: User, verb: str, entries: list[Entry]) -> bool:
    return bool(entries) and all(has_right(user, verb, each) for each in entries)
