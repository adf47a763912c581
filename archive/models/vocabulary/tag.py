"""Tags: SKOS concepts of the thesaurus, with labels."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.models.page_paths import build_page_path
from archive.models.visibility import listed_terms
from archive.models.visible_text import VisibleCharField
from archive.text.folding import fold_text

from .name_form import NameForm
from .preferred_names import choose_language, choose_name


class TagQuerySet(models.QuerySet["Tag"]):
    """Selects tags by the tree of the thesaurus."""

    def below(self, tag: Tag) -> TagQuerySet:
        """The tag and all narrower ones."""
        return self.filter(path__startswith=tag.path)

    def current(self) -> TagQuerySet:
        """Tags that were not merged into another."""
        return self.filter(merged_into=None)

    def listed(self) -> TagQuerySet:
        """Tags that readers may know of: see `visibility.listed_terms`."""
        return self.filter(listed_tags())


def listed_tags(prefix: str = "") -> Q:
    """Condition of tags that readers may know of, for a lookup below `prefix`."""
    return listed_terms(Tag._base_manager.order_by(), "taggings", prefix)


class Tag(models.Model):
    """A concept of the thesaurus; `key` is `scheme/slug`, as in its address."""

    class Scheme(models.TextChoices):
        THEME = "theme", _("theme")
        TECHNOLOGY = "technology", _("technology")
        PROGRAMME = "programme", _("programme")
        ORGANISATION = "organisation", _("organisation")
        PERSON = "person", _("public person")

    scheme = models.CharField(_("scheme"), max_length=16, choices=Scheme)
    slug = models.SlugField(_("slug"), max_length=80)
    broader = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
        verbose_name=_("broader tag"),
    )
    path = models.CharField(max_length=400, unique=True, editable=False)
    scope_note = models.JSONField(_("scope note"), default=dict, blank=True)
    related = models.ManyToManyField("self", blank=True, verbose_name=_("related tags"))
    is_listed = models.BooleanField(
        _("show before a public entry has it"),
        default=False,
        help_text=_(
            "Otherwise readers learn of it when the first entry that has it is public."
        ),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("merged into"),
    )

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ("scheme", "slug")
        constraints = (
            models.UniqueConstraint(fields=("scheme", "slug"), name="tag_key_once"),
            models.CheckConstraint(
                condition=Q(
                    scheme__in=(
                        "theme",
                        "technology",
                        "programme",
                        "organisation",
                        "person",
                    )
                ),
                name="tag_scheme_is_known",
            ),
        )

    def __str__(self) -> str:
        return self.label(get_language() or "en")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, after deriving the path; one query for the broader tag."""
        above = self.broader.path if self.broader else ""
        self.path = f"{above}{self.key}|"
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse a tag that would be broader than itself. Raises `ValidationError`."""
        super().clean()
        if self.broader and f"{self.key}|" in self.broader.path:
            raise ValidationError(
                {
                    "broader": _(
                        "A tag can't be broader than itself. Choose another broader "
                        "tag."
                    )
                }
            )

    def get_absolute_url(self) -> str:
        """The address of the tag's page."""
        return build_page_path("archive:tag-detail", self.scheme, self.slug)

    @property
    def key(self) -> str:
        """`scheme/slug`, as used in addresses and files."""
        return f"{self.scheme}/{self.slug}"

    def label(self, language: str) -> str:
        """Its preferred label in `language`, else in English, else its slug."""
        labels = {n.language: n.label for n in self.labels.all() if n.is_preferred}
        return choose_name(labels, language) or self.slug

    def choose_scope_note(self, language: str) -> tuple[str, str]:
        """Its scope note in `language`, else in English, and the note's language."""
        chosen = choose_language(self.scope_note, language)
        return self.scope_note.get(chosen, ""), chosen


class TagLabelQuerySet(models.QuerySet["TagLabel"]):
    """Selects labels."""

    def listed(self) -> TagLabelQuerySet:
        """Labels of tags that readers may know of."""
        return self.filter(listed_tags("tag__"))


class TagLabel(models.Model):
    """A label of a tag in one language: preferred (prefLabel) or a synonym
    (altLabel)."""

    tag = models.ForeignKey(
        Tag, models.CASCADE, related_name="labels", verbose_name=_("tag")
    )
    language = models.CharField(_("language"), max_length=16)
    label = VisibleCharField(_("label"), max_length=200)
    folded = models.CharField(max_length=200, editable=False, db_index=True)
    is_preferred = models.BooleanField(_("preferred name"), default=False)

    objects = TagLabelQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag label")
        verbose_name_plural = _("tag labels")
        ordering = ("tag_id", "language", "-is_preferred", "label")
        constraints = (
            models.UniqueConstraint(
                fields=("tag", "language", "label"), name="tag_label_once"
            ),
        )

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the folded form for look-ups, and the forms for searches."""
        self.folded = self.fold(self.label)
        super().save(*args, **kwargs)
        NameForm.objects.replace_forms(labels=[self])

    @staticmethod
    def fold(text: str) -> str:
        """The form that look-ups compare, cut to the length of its column."""
        return fold_text(text)[:200]
