"""Passages in the form of their article."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from archive.models import Passage

from .anchors import place_at_end
from .row_forms import RowForm, RowsOfEntryFormSet

SUMMARY_CHARACTERS = 70


def summarise_left_out(passage: Passage) -> str:
    """The first words of what readers don't see, and why; "" of all else, which is
    there to be read."""
    if passage.kind != Passage.Kind.BOILERPLATE:
        return ""
    words = Truncator(passage.text).chars(SUMMARY_CHARACTERS)
    return " · ".join(filter(None, (words, passage.left_out_because)))


class PassageForm(RowForm):
    """A passage. `verbatim` cannot change once it is imported or public; `reading`
    corrects it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        passage = self.instance
        is_permanent = passage.pk and (
            passage.article.sha256 or passage.article.correction_of_id
        )
        if is_permanent and "verbatim" in self.fields:
            self.fields["verbatim"].disabled = True
        if not passage.pk and "position" in self.fields:
            self.fields["position"].required = False

    def clean(self) -> dict[str, Any]:
        """An emended passage needs who emended it and why; boilerplate needs why it is
        left out."""
        cleaned = super().clean() or {}
        if cleaned.get("reading") and not cleaned.get("emendation"):
            raise ValidationError(
                {"emendation": _("Enter who emended this passage, and why.")}
            )
        if cleaned.get("kind") == "boilerplate" and not cleaned.get("left_out_because"):
            raise ValidationError(
                {"left_out_because": _("Give a reason for leaving this passage out.")}
            )
        return cleaned


class PassageFormSet(RowsOfEntryFormSet):
    """Gives new passages a permanent anchor and the last position."""

    def save_new(self, form: Any, commit: bool = True) -> Passage:
        """The new passage, with the next free anchor."""
        passage: Passage = form.instance
        article = self.instance
        place_at_end(passage, "p", article)
        if passage.language in ("", "und"):
            passage.language = article.language
        setattr(passage, self.fk.name, article)
        if commit:
            passage.save()
        return passage


def may_remove_passages(article: Any) -> bool:
    """Only before the article is imported or public: then anchors are permanent."""
    return not (article.sha256 or article.correction_of_id)
