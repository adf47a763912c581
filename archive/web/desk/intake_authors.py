"""The authors of an article in the intake: proposed from its byline, and confirmed
with the draft."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict

from archive.importers.articles.draft import ArticleDraft
from archive.models import Author
from archive.models.entries.author import NAME_COLUMNS
from archive.text.author_names import AuthorName, parse_authors

FREE_ROWS = 2
MAX_ROWS = 60
_WIDTHS = {  # in characters, in the order of the form
    "family": 14,
    "given": 14,
    "literal": 18,
    "dropping_particle": 5,
    "non_dropping_particle": 5,
    "suffix": 4,
}


class IntakeAuthorForm(forms.ModelForm):
    """One author; a row that is empty is none."""

    class Meta:
        model = Author
        fields = tuple(_WIDTHS)
        widgets: ClassVar = {
            name: forms.TextInput({"size": width}) for name, width in _WIDTHS.items()
        }

    def is_empty(self) -> bool:
        """Whether nothing is entered in the row."""
        return not any(str(self[name].value() or "").strip() for name in _WIDTHS)

    def full_clean(self) -> None:
        """As always; an empty row has no errors."""
        super().full_clean()
        if self.is_bound and self.is_empty():
            self._errors = ErrorDict()


class IntakeAuthors:
    """The rows of authors on the page of an intake.

    What the page shows is what its editor confirms. Where the byline was changed and
    the rows were not, none is saved: the story proposes them anew from the new byline.
    """

    def __init__(
        self, posted: QueryDict | None, byline: str, draft: ArticleDraft | None
    ) -> None:
        self._byline = byline
        language = draft.language if draft else "und"
        proposed = parse_authors(byline, language)[:MAX_ROWS] if byline else []
        rows = forms.formset_factory(
            IntakeAuthorForm,
            extra=FREE_ROWS,
            max_num=MAX_ROWS,
            absolute_max=MAX_ROWS + FREE_ROWS,
        )
        initial = [
            {column: name.get(csl, "") for column, csl in NAME_COLUMNS.items()}
            for name in proposed
        ]
        is_sent = posted is not None and "authors-TOTAL_FORMS" in posted
        sent = posted if is_sent else None
        self.rows = rows(sent, initial=initial, prefix="authors")
        self.labels = [f.label for f in IntakeAuthorForm().fields.values()]

    def is_valid(self) -> bool:
        """Whether each row is empty, or has a family name or a whole name."""
        return not self.has_errors

    @property
    def has_errors(self) -> bool:
        """Whether something that was sent is refused."""
        return self.rows.is_bound and not self.rows.is_valid()

    def list_confirmed(self, byline: str) -> list[AuthorName]:
        """The names in the order of the page, as CSL-JSON has them; none where the page
        sent no rows."""
        is_stale = byline != self._byline and not self.rows.has_changed()
        if not self.rows.is_bound or is_stale:
            return []
        return [row.instance.name for row in self.rows.forms if not row.is_empty()]
