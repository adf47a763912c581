"""Text that readers send: cleaned, with an error where it is too long or too short."""

from __future__ import annotations

from django import forms


class SentTextField(forms.CharField):
    """Text without null characters and with uniform line ends: pasted text may have
    others."""

    display_value: str | None = None  # instead of what was sent

    def bound_data(self, data: str | None, initial: str | None) -> str | None:
        """The value to show in the field."""
        return data if self.display_value is None else self.display_value

    def to_python(self, value: object) -> str:
        """The cleaned text."""
        text = "" if value is None else str(value)
        cleaned = text.replace("\0", "").replace("\r\n", "\n")
        return str(super().to_python(cleaned))


def make_area_field(label: str, rows: int, **attributes: object) -> SentTextField:
    """A field for several lines; the form checks that it is not empty."""
    widget = forms.Textarea(attrs={"class": "field", "rows": rows, **attributes})
    return SentTextField(label=label, required=False, widget=widget)
