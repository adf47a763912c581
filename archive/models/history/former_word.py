"""Words that only replaced versions contain, so that a quotation of them is found."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.entries.entry import Entry


class FormerWord(models.Model):
    """A word of an entry's replaced texts, folded as search folds it.

    It only names entries to look at: what readers may see of a version is checked then.
    """

    word = models.CharField(max_length=64, editable=False)
    entry = models.ForeignKey(
        Entry, models.CASCADE, related_name="former_words", editable=False
    )

    class Meta:
        verbose_name = _("former word")
        verbose_name_plural = _("former words")
        ordering = ("word", "entry_id")
        constraints = (
            models.UniqueConstraint(fields=("word", "entry"), name="former_word_once"),
        )

    def __str__(self) -> str:
        return self.word
