"""The authors of an entry in its form, proposed from its byline."""

from __future__ import annotations

from typing import Any

from django.forms import BaseModelFormSet
from django.utils.translation import gettext as _

from archive.citations import name_authors
from archive.models import ENTRY_KINDS, Entry
from archive.models.entries.author import AUTHORED_KINDS, NAME_COLUMNS

from .row_forms import RowForm, RowsOfEntryFormSet

BYLINE_FIELDS = ("byline", "creator", "credit_line")
PARTICLES = ("dropping_particle", "non_dropping_particle", "suffix")


class AuthorForm(RowForm):
    """An author. A proposal that nobody touched is not saved; once one of them is
    changed, all are."""

    siblings: AuthorFormSet

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"].required = False
        if not self.instance.pk:  # the last place, and not the model's first
            proposed = kwargs.get("initial") or {}
            self.initial["position"] = proposed.get("position")

    def has_changed(self) -> bool:
        """As described; a new row without a name is none."""
        if self.instance.pk:
            return super().has_changed()
        has_name = any(self[name].value() for name in NAME_COLUMNS)
        return has_name and self.siblings.is_touched()

    def clean_position(self) -> int:
        """The place in the list; the last where none is entered."""
        position: int | None = self.cleaned_data["position"]
        return position or self.siblings.forms.index(self) + 1


class AuthorFormSet(RowsOfEntryFormSet):
    """Proposes the names that are read in the byline where no row is saved yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.proposed = _propose_rows(kwargs.get("instance"))
        if self.proposed:
            kwargs["initial"] = self.proposed
        super().__init__(*args, **kwargs)
        self.extra = max(self.extra, len(self.proposed) + 1)

    def is_touched(self) -> bool:
        """Whether a part of a name is another than proposed, or a row was removed."""
        is_changed = any(
            set(form.changed_data) & NAME_COLUMNS.keys() for form in self.forms
        )
        return is_changed or len(self.forms) < len(self.proposed)

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        form.siblings = self
        return form


def _propose_rows(entry: Entry | None) -> list[dict[str, Any]]:
    """The names in the byline as the form has them; none where an editor confirmed
    some.

    The byline is the saved one, for the form may be about to change it.
    """
    if entry is None or entry.pk is None or entry.kind not in AUTHORED_KINDS:
        return []
    rows = ENTRY_KINDS[entry.kind].model._default_manager
    saved = rows.filter(pk=entry.pk, authors=None).first()
    if saved is None:
        return []
    return [
        {
            "position": number,
            **{column: name.get(csl, "") for column, csl in NAME_COLUMNS.items()},
        }
        for number, name in enumerate(name_authors(saved), start=1)
    ]


def find_stale_authors(form: Any, formsets: list[BaseModelFormSet]) -> str:
    """What to tell the editor who changed a byline and left its confirmed authors as
    they were; "" where there is nothing to tell."""
    if not set(form.changed_data) & set(BYLINE_FIELDS):
        return ""
    authors = next((f for f in formsets if isinstance(f, AuthorFormSet)), None)
    if authors is None or authors.has_changed() or not authors.get_queryset():
        return ""
    return _(
        "You changed the byline. References still name the authors listed under "
        "“Authors”: check them."
    )
