"""The names and the address of a comparison's sides."""

from __future__ import annotations

from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.crosstabs import load_value_names
from archive.filters import REGION, TAG, Choices, list_chosen
from archive.models.vocabulary.preferred_names import choose_name
from archive.text.punctuation import join_enumeration
from archive.web.lists.filter_controls import build_chips

from .sides import ComparedSide


def write_sides(sides: tuple[ComparedSide, ComparedSide]) -> str:
    """The query string of a comparison, the same for every way of writing it."""
    pairs = [pair for side in sides for pair in side.own]
    return urlencode([*pairs, *list_shared_parameters(sides)])


def list_shared_parameters(
    sides: tuple[ComparedSide, ComparedSide],
) -> list[tuple[str, str]]:
    """The parameters that both sides have and that neither has alone."""
    shared = []
    for side in sides:
        own = {name.partition(".")[2] for name, _value in side.own}
        pairs = side.filters.parameters()
        shared += [pair for pair in pairs if pair[0] not in own]
    return list(dict.fromkeys(shared))


def name_side(side: ComparedSide) -> str:
    """What a side is called: its words, its regions and tags, then its other filters.
    At most four queries."""
    own = side.own_filters
    rest = own.with_changes(q="", regions=_leave_excluded(own.regions))
    rest = rest.with_changes(tags=_leave_excluded(own.tags))
    names = [
        *([_("“%(words)s”") % {"words": own.q}] if own.q else []),
        *_name_chosen(REGION, own.regions),
        *_name_chosen(TAG, own.tags),
        *(chip.label for chip in build_chips(rest, "")),
    ]
    return join_enumeration(names, get_language() or "en")


def _leave_excluded(choices: Choices) -> Choices:
    return tuple(choice for choice in choices if choice.excluded)


def _name_chosen(dimension: str, choices: Choices) -> list[str]:
    """The names of chosen regions or tags; a query where there are any."""
    keys = list_chosen(choices)
    named = load_value_names(dimension, keys) if keys else {}
    language = get_language() or "en"
    return [choose_name(named.get(key, {}), language) or key for key in keys]
