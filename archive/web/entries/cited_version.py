"""What changed in an entry since the version that a link names (`?v=1`), and the basket
that the link carries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from archive.filters import ParameterProblem, parse_carried_basket
from archive.models import Entry
from archive.versions import (
    Version,
    compare_anchors,
    list_versions,
    load_entry_as_of,
)
from archive.web.forms.filter_form import AddressForm, make_text_field

MOST_VERSION_DIGITS = 9  # digits


class CitedVersionForm(AddressForm):
    """The number of the version that a link cites, which `cited` compares with now; its
    problems have what is wrong with a carried basket."""

    def __init__(self, request: HttpRequest, entry: Entry) -> None:
        self.cited, problem = compare_with_cited_version(request, entry)
        _basket, problems = parse_carried_basket(request.GET)
        super().__init__(request, [*problems, *([problem] if problem else [])])
        self.fields["v"] = make_text_field(_("Version"))


@dataclass(frozen=True)
class CitedVersion:
    """The version that a link names, and the newest one.

    `unchanged_passages` is a number; `changed_passages` are the anchors of the others,
    each with what became of it.
    """

    version: Version
    newest: Version
    unchanged_passages: int
    changed_passages: list[tuple[str, str]]


def compare_with_cited_version(
    request: HttpRequest, entry: Entry
) -> tuple[CitedVersion | None, ParameterProblem | None]:
    """The comparison with the version that `v` names; None where none is named or it is
    the newest. A version that was never public is treated as one that never existed."""
    number = request.GET.get("v", "").strip()
    if not number:
        return None, None
    versions = list_versions(entry)
    cited = _find_version(versions, number)
    if cited is None:
        return None, ParameterProblem(
            "v",
            number[:40],
            _("This entry doesn't have that version. Choose one from its history."),
        )
    if cited is versions[-1]:
        return None, None
    old = load_entry_as_of(cited)
    was = compare_anchors(old, load_entry_as_of(versions[-1]))
    was |= {anchor: "withheld" for anchor, _position in old.withheld}
    comparison = CitedVersion(
        version=cited,
        newest=versions[-1],
        unchanged_passages=sum(1 for state in was.values() if state == "stands"),
        changed_passages=[(a, state) for a, state in was.items() if state != "stands"],
    )
    return comparison, None


def _find_version(versions: Iterable[Version], number: str) -> Version | None:
    """The version with the number as a reader typed it."""
    if not (number.isascii() and number.isdigit()) or len(number) > MOST_VERSION_DIGITS:
        return None
    return next(
        (version for version in versions if version.number == int(number)), None
    )
