"""Writes the fields of long forms without templates, as Django's templates write them.

The form of an article with thirteen captions has 340 fields. Django renders one to
three templates for each, which was a third of the page's time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import CheckboxInput, Textarea
from django.forms.boundfield import BoundField
from django.forms.renderers import BaseRenderer, get_default_renderer
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join

LONG_TEXT = 300  # characters that a field takes at least to have a line of its own
FOLDER = "django/forms/widgets"
INPUTS = ("input", "text", "hidden", "number", "checkbox", "email", "date", "time")


class WrittenFormRenderer(BaseRenderer):
    """Django's renderer, but for labels and the commonest fields; a field with its
    label, help and errors (`as_field_group`) is written as the desk's forms have it."""

    field_template_name = "desk/entry/field.html"

    def get_template(self, template_name: str) -> Any:
        """The template as Django finds it."""
        return get_default_renderer().get_template(template_name)

    def render(
        self,
        template_name: str,
        context: dict[str, Any],
        request: HttpRequest | None = None,
    ) -> str:
        """The HTML of a template of Django's forms."""
        if template_name == self.field_template_name:
            return write_field(context)
        write = WRITERS.get(template_name)
        if write is None:
            return super().render(template_name, context, request)
        return write(context)


def _write_attributes(attributes: Mapping[str, Any]) -> str:
    """Attributes as `attrs.html` writes them: `None` is a value."""
    return flatatt({k: "None" if v is None else v for k, v in attributes.items()})


def _write_input(context: dict[str, Any]) -> str:
    widget = context["widget"]
    has_value = widget["value"] is not None
    value = format_html(' value="{}"', widget["value"]) if has_value else ""
    attributes = _write_attributes(widget["attrs"])
    template = '<input type="{}" name="{}"{}{}>'
    return format_html(template, widget["type"], widget["name"], value, attributes)


def _write_area(context: dict[str, Any]) -> str:
    widget = context["widget"]
    attributes = _write_attributes(widget["attrs"])
    template = '<textarea name="{}"{}>\n{}</textarea>'
    return format_html(template, widget["name"], attributes, widget["value"] or "")


def _write_select(context: dict[str, Any]) -> str:
    widget = context["widget"]
    groups = format_html_join("", "{}", map(_write_group, widget["optgroups"]))
    attributes = _write_attributes(widget["attrs"])
    return format_html(
        '<select name="{}"{}>{}</select>', widget["name"], attributes, groups
    )


def _write_group(group: tuple[Any, list[dict[str, Any]], int]) -> tuple[str]:
    name, options, _index = group
    written = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (option["value"], _write_attributes(option["attrs"]), option["label"])
            for option in options
        ),
    )
    if name:
        return (format_html('<optgroup label="{}">{}</optgroup>', name, written),)
    return (written,)


def _write_label(context: dict[str, Any]) -> str:
    if not context["use_tag"]:
        return format_html("{}", context["label"])
    tag, attributes = context["tag"], _write_attributes(context["attrs"] or {})
    return format_html("<{}{}>{}</{}>", tag, attributes, context["label"], tag)


def write_field(context: dict[str, Any]) -> str:
    """A field in a box of its own; that of a tick comes before its label."""
    field = context["field"]
    column, box = field.field, field.as_widget()
    is_tick = isinstance(column.widget, CheckboxInput)
    label = _write_label_of(field)
    parts = [box, label] if is_tick else [label, box]
    if column.show_hidden_initial:
        parts.append(field.as_hidden(only_initial=True))
    if column.help_text:
        parts.append(
            format_html(
                '<p class="help" id="{}_helptext">{}</p>',
                field.auto_id,
                column.help_text,
            )
        )
    if field.errors:  # an empty list would be written by a template
        parts.insert(0, field.errors.render())
    wide = " wide" if is_wide(field) else ""
    written = format_html_join("", "{}", ((part,) for part in parts))
    return format_html('<div class="entry-field{}">{}</div>', wide, written)


def _write_label_of(field: BoundField) -> str:
    """As `label_tag` without its suffix, which a label above its field needs not."""
    target = field.id_for_label
    return format_html('<label for="{}">{}</label>', target, field.label)


def is_wide(field: BoundField) -> bool:
    """Whether a field takes the whole line: texts, titles, addresses."""
    widget = field.field.widget
    is_long = getattr(field.field, "max_length", None) or 0
    return isinstance(widget, Textarea) or is_long >= LONG_TEXT


WRITERS: dict[str, Callable[[dict[str, Any]], str]] = {
    **{f"{FOLDER}/{name}.html": _write_input for name in INPUTS},
    f"{FOLDER}/textarea.html": _write_area,
    f"{FOLDER}/select.html": _write_select,
    "django/forms/label.html": _write_label,
}
