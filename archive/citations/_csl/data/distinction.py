"""What tells a work apart from others that would be cited alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Distinction:
    """See *Disambiguation* in the specification of CSL 1.0.2.

    `names` says for each list of names how many are shown at least, `given` for each
    name (list, place) whether initials (1) or the full given names (2) are added.
    `meets_condition` answers the test `disambiguate="true"`.
    """

    names: Mapping[int, int] = field(default_factory=dict)
    given: Mapping[tuple[int, int], int] = field(default_factory=dict)
    meets_condition: bool = False
    year_suffix: str = ""
