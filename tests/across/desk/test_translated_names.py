"""Every name that an editor reads at the desk can be translated."""

import pytest
from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field
from django.utils.functional import Promise
from django.utils.translation import override

from archive.models import Article, Entry, Narrative

PAGES = [
    page
    for model, page in admin.site._registry.items()
    if model._meta.app_label == "archive"
]
INLINES = [(page, inline) for page in PAGES for inline in page.inlines]


def list_fields(page):
    """The fields of a form, in whatever way its page arranges them."""
    rows = [row for _, options in page.fieldsets or () for row in options["fields"]]
    for row in [*rows, *(page.fields or ())]:
        yield from (row,) if isinstance(row, str) else row


def find_untranslated_names(page):
    """Columns, filters and fields whose name is no translatable string."""
    asked = (
        {*page.list_display, *page.list_filter}
        if hasattr(page, "list_display")
        else set()
    )
    for name in {*asked, *page.readonly_fields, *list_fields(page)} - {"__str__"}:
        try:
            field = page.model._meta.get_field(name)
        except FieldDoesNotExist:
            shown = getattr(page, name, None)
            declared = getattr(page.form, "declared_fields", {}).get(name)
            label = getattr(
                shown, "short_description", getattr(declared, "label", None)
            )
        else:
            assert isinstance(field, Field)
            label = field._verbose_name
            if any(not isinstance(text, Promise) for _, text in field.flatchoices):
                yield f"{name}: a choice"
        if not isinstance(label, Promise):
            yield name


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_columns_filters_and_fields_have_translated_names(page):
    assert not sorted(find_untranslated_names(page))


@pytest.mark.parametrize(("page", "inline"), INLINES, ids=str)
def test_rows_in_a_form_have_translated_names(page, inline):
    assert not sorted(find_untranslated_names(inline(page.model, admin.site)))


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_records_have_a_translated_name(page):
    meta = page.model._meta
    assert isinstance(meta.verbose_name, Promise)
    assert isinstance(meta.verbose_name_plural, Promise)


@pytest.mark.parametrize(
    ("model", "field", "german"),
    [
        (Article, "modified_at", "zuletzt bearbeitet"),
        (Entry, "status", "Status"),
        (Narrative, "is_demonstration", "Beispieleintrag"),
    ],
)
def test_lists_name_their_columns_and_filters_in_german(model, field, german):
    with override("de"):
        assert str(model._meta.get_field(field).verbose_name) == german
