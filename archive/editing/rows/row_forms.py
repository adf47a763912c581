"""What the rows of a record share, and rows without a module of their own: regions,
tags, citations, relations, origins, evidence, corrections, steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.editing.forms.form_renderer import WrittenFormRenderer
from archive.editing.forms.named_fields import (
    REGIONS,
    TAGS,
    NamedKind,
    NamedRecordField,
    name_entries,
)
from archive.models import (
    Citation,
    Derivation,
    Entry,
    EntryRegion,
    EntryRelation,
    Evidence,
    NarrativeStep,
    Passage,
    Source,
    Tagging,
    User,
)
from archive.models.visibility import desk_passages


class RowForm(forms.ModelForm):
    """A row of a record's form. Names of what it is tied to are asked once for all
    rows: `names` holds them, by field and key."""

    default_renderer = WrittenFormRenderer()
    user: User  # set by `EditForm`, as the next one
    names: Mapping[str, Mapping[int, str]]
    named: ClassVar[Mapping[str, NamedKind]] = {}  # fields of names, for the form set

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, NamedRecordField):
                field.user = self.user
                field.known = self.names.get(name, {})
                if self.instance.pk:
                    field.current = getattr(self.instance, name)


class RowsOfEntryFormSet(BaseInlineFormSet):
    """Rows that know their entry as its form has it, saved or not: whether they are
    right may depend on it."""

    def get_queryset(self) -> Any:
        """The rows, none of which looks its entry up."""
        rows = super().get_queryset()
        for row in rows:
            setattr(row, self.fk.name, self.instance)
        return rows

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        made: Any = super()
        form = made._construct_form(i, **kwargs)
        setattr(form.instance, self.fk.name, self.instance)
        return form


class RegionRow(RowForm):
    """A region of an entry, with its role."""

    named = {"region": REGIONS}
    region = NamedRecordField(EntryRegion, "region", REGIONS, "region")


class TaggingRow(RowForm):
    """A tag of an entry."""

    named = {"tag": TAGS}
    tag = NamedRecordField(Tagging, "tag", TAGS, "tag")


SOURCES, ENTRIES = name_entries(Source), name_entries(Entry)


def summarise_citation(citation: Citation) -> str:
    """The source, how it is cited, and where; "" where the form that was sent took the
    source away."""
    if citation.source_id is None:
        return ""
    anchor = citation.passage.anchor if citation.passage else ""
    relation = str(citation.get_relation_display())
    return " · ".join(filter(None, (citation.source.title, relation, anchor)))


class CitationRow(RowForm):
    """A source that an entry cites, with passage and quoted words."""

    named = {"source": SOURCES}
    source = NamedRecordField(Citation, "source", SOURCES, "source")
    article_key: int | None  # set by the form set, as the next one
    list_passages: Callable[[], list[tuple[object, str]]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["passage"]
        field.queryset = Passage.objects.filter(article=self.article_key)
        field.choices = self.list_passages  # asked where they are shown


class CitationFormSet(RowsOfEntryFormSet):
    """Offers the passages of this article only, looked up once for all rows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        key = kwargs["instance"].pk

        @cache
        def list_passages() -> list[tuple[object, str]]:
            rows = Passage.objects.filter(article=key) if key else ()
            named = [(row.pk, f"{row.anchor} · {row.text[:60]}") for row in rows]
            return [("", "–"), *named]

        offered = {"article_key": key, "list_passages": staticmethod(list_passages)}
        self.form = type(self.form.__name__, (self.form,), offered)
        super().__init__(*args, **kwargs)


class RelationRow(RowForm):
    """What an entry says of another: it denies, corrects or supersedes it …"""

    named = {"target": ENTRIES}
    target = NamedRecordField(EntryRelation, "target", ENTRIES, "entry")


class DerivationRow(RowForm):
    """A source that a source is based on."""

    named = {"origin": SOURCES}
    origin = NamedRecordField(Derivation, "origin", SOURCES, "source")


class EvidenceRow(RowForm):
    """An entry that reports an event, and the number of its passage."""

    named = {"entry": ENTRIES}
    entry = NamedRecordField(Evidence, "entry", ENTRIES, "entry")
    anchor = forms.CharField(
        required=False,
        max_length=8,
        label=gettext_lazy("Passage"),
        help_text=gettext_lazy("Its number in the article, as p3."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        passage = self.instance.passage if self.instance.passage_id else None
        self.initial["anchor"] = passage.anchor if passage else ""

    def clean(self) -> dict[str, Any]:
        """Find the passage of the number in the entry. Raises `ValidationError`."""
        cleaned = super().clean() or {}
        anchor, entry = cleaned.get("anchor", ""), cleaned.get("entry")
        if "anchor" not in self.changed_data and "entry" not in self.changed_data:
            return cleaned
        self.instance.passage = None
        if anchor and entry:
            rows = Passage.objects.filter(desk_passages(self.user), article=entry.pk)
            self.instance.passage = rows.filter(anchor=anchor).first()
            if self.instance.passage is None:
                raise ValidationError(
                    {"anchor": _("The entry has no passage with this number.")}
                )
        return cleaned


class StepRow(RowForm):
    """An entry of a story trail, with the comment of the editor."""

    named = {"entry": ENTRIES}
    entry = NamedRecordField(NarrativeStep, "entry", ENTRIES, "entry")


class CorrectionRow(RowForm):
    """What a working copy corrects; readers see it with the new version."""
