"""Names of authors: read from a byline, and written out."""

from ._bylines import strip_byline_label
from ._names import AuthorName, display_name
from ._organisations import names_organisation
from ._reading import parse_authors

__all__ = [
    "AuthorName",
    "display_name",
    "names_organisation",
    "parse_authors",
    "strip_byline_label",
]
