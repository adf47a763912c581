"""Writes the fields of long forms without templates, as Django's templates write them.

The form of an article with thirteen captions has 340 fields. Django renders one to
three templates for each, which was a third of the page's time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import BaseRenderer, get_default_renderer
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join

FOLDER = "django/forms/widgets"
INPUTS = ("input", "text", "hidden", "number", "checkbox", "email", "date", "time")


class WrittenFormRenderer(BaseRenderer):
    """Django's renderer, but for labels and the commonest fields."""

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


WRITERS: dict[str, Callable[[dict[str, Any]], str]] = {
    **{f"{FOLDER}/{name}.html": _write_input for name in INPUTS},
    f"{FOLDER}/textarea.html": _write_area,
    f"{FOLDER}/select.html": _write_select,
    "django/forms/label.html": _write_label,
}
