"""Templates are indented for people; readers on slow lines are not sent the indents."""

from __future__ import annotations

import re

from django.template import Origin
from django.template.loaders.filesystem import Loader

_PREFORMATTED = re.compile(r"(<pre\b.*?</pre>|<textarea\b.*?</textarea>)", re.DOTALL)
_INDENT = re.compile(r"\n[ \t]+")


class UnindentedLoader(Loader):
    """Django's loader of `DIRS`; lines of HTML templates begin without spaces.

    Line numbers stay, and so does what stands in `pre` and `textarea`. Browsers take
    an indent for one space, as they take the end of the line.
    """

    def get_contents(self, origin: Origin) -> str:
        """The template's source without indents. Raises `TemplateDoesNotExist`."""
        source = super().get_contents(origin)
        return strip_indents(source) if origin.name.endswith(".html") else source


def strip_indents(source: str) -> str:
    """A template's source, each line from its first letter on."""
    parts = _PREFORMATTED.split(source)  # every second one is preformatted
    parts[::2] = [_INDENT.sub("\n", part) for part in parts[::2]]
    return "".join(parts)
