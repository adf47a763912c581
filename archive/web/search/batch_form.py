"""The form for a batch search."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from archive import batches
from archive.exports.csv import unguard_cell
from archive.importers import batch_queries
from archive.importers.articles.draft import ImportProblem
from archive.text.quantities.number_format import format_number
from archive.web.forms.text_fields import make_area_field


class BatchForm(forms.Form):
    """Queries, typed or in a file.

    Where it is valid, `queries` are those to search, by the number of their line, and
    `notes` say how they were read.
    """

    def __init__(
        self,
        data: QueryDict | None = None,
        files: MultiValueDict[str, UploadedFile] | None = None,
        typed: str = "",
    ) -> None:
        super().__init__(data, files, auto_id="%s", initial={"queries": typed})
        self.queries: list[batches.QueryLine] = []
        self.notes: list[str] = []
        self.typed = make_area_field(
            _("Searches, one per line"), 14, spellcheck="false", autocomplete="off"
        )
        self.fields["queries"] = self.typed
        accepted = ".txt, .csv, text/plain, text/csv"
        self.fields["file"] = forms.FileField(
            label=_("or choose a file"),
            required=False,
            allow_empty_file=True,
            help_text=_(
                "A text file with one search per line, or a CSV file with the "
                "searches in the first column; up to 1 MB."
            ),
            widget=forms.FileInput(attrs={"accept": accepted}),
        )

    def clean_file(self) -> list[str]:
        """The lines of the file."""
        file = self.cleaned_data["file"]
        if file is None:
            return []
        try:
            lines, is_sure = batch_queries.read_query_file(file.name or "", file.read())
        except ImportProblem as problem:
            raise forms.ValidationError(
                _(
                    "We can't read this file. Save it as text or CSV in UTF-8 and "
                    "choose it again."
                )
            ) from problem
        if not is_sure:
            self.notes.append(
                _("The file is not in UTF-8. Please check letters with accents.")
            )
        return lines

    def clean(self) -> None:
        """Check that there are queries, and not too many. Lines of a file are put into
        the text field, to be edited there."""
        from_file = self.cleaned_data.get("file")
        if from_file is None:  # it could not be read
            return
        lines = batch_queries.split_queries(self.cleaned_data.get("queries", ""))
        lines += from_file
        if from_file:
            self.typed.display_value = "\n".join(lines)
        numbered = enumerate(lines, 1)
        self.queries = [(n, unguard_cell(line)) for n, line in numbered if line]
        left_out = len(lines) - len(self.queries)
        if left_out:
            self.notes.append(_describe_left_out(left_out))
        if not self.queries:
            self.add_error("queries", _("Type at least one search or choose a file."))
        elif len(self.queries) > batches.MAX_BATCH_QUERIES:
            self.add_error("queries", _describe_too_many(len(self.queries)))


def _describe_too_many(number: int) -> str:
    return _(
        "These are %(number)s searches; a batch can have %(most)s. Remove "
        "some, or send them in several batches."
    ) % {"number": number, "most": batches.MAX_BATCH_QUERIES}


def _describe_left_out(number: int) -> str:
    return ngettext(
        "%(n)s line without a search was left out.",
        "%(n)s lines without a search were left out.",
        number,
    ) % {"n": format_number(number, get_language() or "en")}
