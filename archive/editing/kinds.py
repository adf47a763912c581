"""The form of each kind of record: its fields in groups, and its rows in their order.

What people need first comes first. What is rare is folded, and open where it is filled
in or refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.forms import BaseInlineFormSet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.models import (
    ENTRY_KINDS,
    Author,
    Citation,
    Correction,
    Derivation,
    EntryRegion,
    EntryRelation,
    Evidence,
    Narrative,
    NarrativeStep,
    Passage,
    Placement,
    Tagging,
)

from .forms.entry_form import (
    AddressedForm,
    ArticleEntryForm,
    EntryForm,
    NarrativeForm,
)
from .rows.author_rows import PARTICLES, AuthorForm, AuthorFormSet
from .rows.caption_rows import PlacementForm, PlacementFormSet, summarise_caption
from .rows.passage_rows import PassageForm, PassageFormSet, summarise_left_out
from .rows.row_forms import (
    CitationFormSet,
    CitationRow,
    CorrectionRow,
    DerivationRow,
    EvidenceRow,
    RegionRow,
    RelationRow,
    RowForm,
    RowsOfEntryFormSet,
    StepRow,
    TaggingRow,
    summarise_citation,
)


class FieldGroup(NamedTuple):
    """Fields under one heading; a folded group is closed at first."""

    name: str  # of its place on the page
    title: str | Promise
    fields: tuple[str, ...]
    is_folded: bool = False


class RowKind(NamedTuple):
    """Rows of one model; `fields` are always seen, `rare` ones are folded, unless one
    of `seen_if_filled` has a value. A saved row of which `summarise` says something is
    folded as a whole under those words."""

    title: str | Promise
    model: Any
    form: type[RowForm]
    fields: tuple[str, ...]
    rare: tuple[str, ...] = ()
    formset: type[BaseInlineFormSet] = RowsOfEntryFormSet
    fk_name: str = "entry"
    extra: int = 1
    of_corrections_only: bool = False
    seen_if_filled: tuple[str, ...] = ()
    summarise: Callable[[Any], str] | None = None


class RecordKind(NamedTuple):
    """The form of a kind of record: its groups, then its rows; folded groups are last
    on the page."""

    model: Any
    form: type[EntryForm]
    groups: tuple[FieldGroup, ...]
    rows: tuple[RowKind, ...]

    def list_fields(self) -> list[str]:
        """The names of all fields but those of rows."""
        return [name for group in self.groups for name in group.fields]


CORRECTIONS = RowKind(
    _("Corrections"),
    Correction,
    CorrectionRow,
    ("kind", "was_wrong", "is_right"),
    of_corrections_only=True,
)
AUTHORS = RowKind(
    _("Authors"),
    Author,
    AuthorForm,
    ("family", "given", "literal"),
    (*PARTICLES, "position"),
    formset=AuthorFormSet,
    seen_if_filled=PARTICLES,
)
PASSAGES = RowKind(
    _("Text"),
    Passage,
    PassageForm,
    ("verbatim",),
    (
        "kind",
        "language",
        "audience",
        "left_out_because",
        "reading",
        "emendation",
        "position",
    ),
    formset=PassageFormSet,
    fk_name="article",
    summarise=summarise_left_out,
)
PLACEMENTS = RowKind(
    _("Captions"),
    Placement,
    PlacementForm,
    ("caption", "credit_line", "alt_text"),
    ("reading", "emendation", "photo", "position", "series_heading"),
    formset=PlacementFormSet,
    fk_name="article",
    extra=0,
    summarise=summarise_caption,
)
REGIONS = RowKind(_("Regions"), EntryRegion, RegionRow, ("region", "role"))
TAGS = RowKind(_("Tags"), Tagging, TaggingRow, ("tag",))
CITATIONS = RowKind(
    _("Sources"),
    Citation,
    CitationRow,
    ("source", "relation", "passage"),
    ("locator", "quotation_exact", "quotation_prefix", "quotation_suffix"),
    formset=CitationFormSet,
    extra=0,
    summarise=summarise_citation,
)
RELATIONS = RowKind(
    _("Relations to other entries"),
    EntryRelation,
    RelationRow,
    ("relation", "target"),
    extra=0,
)
ORIGINS = RowKind(
    _("Origin sources"),
    Derivation,
    DerivationRow,
    ("origin",),
    fk_name="source",
    extra=0,
)
EVIDENCE = RowKind(
    _("Evidence"),
    Evidence,
    EvidenceRow,
    ("entry", "anchor", "relation"),
    fk_name="event",
)
STEPS = RowKind(
    _("Steps"),
    NarrativeStep,
    StepRow,
    ("position", "entry", "anchor", "heading", "note"),
    fk_name="narrative",
)
COMMON_ROWS = (REGIONS, TAGS, CITATIONS, RELATIONS)
ENTRY_GROUP = _("Entry")
VISIBILITY = FieldGroup(
    "visibility", _("Visibility"), ("audience", "tombstone_title"), True
)
SUMMARY = FieldGroup("more", _("Summary and reply"), ("summary", "reply"), True)

RECORD_KINDS = {
    "article": RecordKind(
        ENTRY_KINDS["article"].model,
        ArticleEntryForm,
        (
            FieldGroup(
                "entry",
                ENTRY_GROUP,
                (
                    "kicker",
                    "title",
                    "lead",
                    "byline",
                    "date",
                    "language",
                    "outlet",
                    "new_outlet",
                    "original_url",
                    "same_address",
                ),
            ),
            SUMMARY,
            FieldGroup(
                "visibility",
                _("Visibility"),
                ("text_is", "text_access", "audience"),
                True,
            ),
            FieldGroup(
                "details",
                _("Entry details"),
                ("section", "issued_by", "retrieved_at", "tombstone_title"),
                True,
            ),
        ),
        (
            CORRECTIONS,
            AUTHORS,
            PASSAGES,
            PLACEMENTS,
            CITATIONS,
            REGIONS,
            TAGS,
            RELATIONS,
        ),
    ),
    "photo": RecordKind(
        ENTRY_KINDS["photo"].model,
        EntryForm,
        (
            FieldGroup(
                "entry",
                ENTRY_GROUP,
                (
                    "title",
                    "caption",
                    "credit_line",
                    "creator",
                    "date",
                    "language",
                    "alt_text",
                ),
            ),
            FieldGroup("emendation", _("Emendation"), ("reading", "emendation"), True),
            SUMMARY,
            FieldGroup(
                "rights",
                _("Rights and visibility"),
                (
                    "copyright_notice",
                    "licence",
                    "headline",
                    "sensitivity",
                    "audience",
                    "tombstone_title",
                ),
                True,
            ),
        ),
        (CORRECTIONS, AUTHORS, *COMMON_ROWS),
    ),
    "source": RecordKind(
        ENTRY_KINDS["source"].model,
        AddressedForm,
        (
            FieldGroup(
                "entry",
                ENTRY_GROUP,
                (
                    "title",
                    "source_kind",
                    "creator",
                    "publisher",
                    "date",
                    "language",
                    "original_url",
                    "same_address",
                    "audience",
                ),
            ),
            SUMMARY,
            FieldGroup(
                "details",
                _("Entry details"),
                ("held", "reliability", "credibility", "tombstone_title"),
                True,
            ),
        ),
        (CORRECTIONS, AUTHORS, ORIGINS, *COMMON_ROWS),
    ),
    "event": RecordKind(
        ENTRY_KINDS["event"].model,
        EntryForm,
        (
            FieldGroup(
                "entry",
                ENTRY_GROUP,
                ("title", "event_kind", "date", "language", "description"),
            ),
            SUMMARY,
            VISIBILITY,
        ),
        (CORRECTIONS, EVIDENCE, *COMMON_ROWS),
    ),
    "narrative": RecordKind(
        Narrative,
        NarrativeForm,
        (FieldGroup("entry", _("Story trail"), ("title", "summary", "language")),),
        (STEPS,),
    ),
}
