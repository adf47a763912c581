"""What tells works apart that would be cited alike.

See *Disambiguation* in the specification of CSL 1.0.2.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..data.distinction import Distinction
from ..elements.names_element import NamesList

Item = Mapping[str, Any]


@dataclass(frozen=True)
class _Group:
    """Works that are cited alike; by trial, the text of each and how often it comes."""

    items: Sequence[Item]
    texts: dict[object, dict[str, str]] = field(default_factory=dict)
    counts: dict[object, Counter[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class CiteTrial:
    """A work cited on trial: the text, and the lists of names in it."""

    text: str
    names_lists: Sequence[NamesList]


# Cites a work on trial with a distinction.
TrialCiter = Callable[[Item, Distinction], CiteTrial]


class Disambiguation:
    """Tells the works of a document apart, by the options of `cs:citation`."""

    def __init__(
        self, options: Mapping[str, str], items: Sequence[Item], try_cite: TrialCiter
    ) -> None:
        self.items, self.try_cite = items, try_cite
        self.adds_names = options.get("disambiguate-add-names") == "true"
        self.adds_given = options.get("disambiguate-add-givenname") == "true"
        self.adds_suffix = options.get("disambiguate-add-year-suffix") == "true"
        self.has_condition = options.get("disambiguate-condition") == "true"
        self.rule = options.get("givenname-disambiguation-rule", "by-cite")
        self.most_given = 1 if self.rule.endswith("-with-initials") else 2
        self.found: dict[str, Distinction] = {}
        self._texts: dict[tuple[str, str], str] = {}

    def tell_apart(self) -> dict[str, Distinction]:
        """The distinctions of all works by their id."""
        self.found = {str(item["id"]): Distinction() for item in self.items}
        ways = (self.adds_names, self.adds_given, self.adds_suffix, self.has_condition)
        if not any(ways):
            return self.found
        if self.adds_given and self.rule != "by-cite":
            self._tell_names_apart()
        for group in self._group_alike():
            trials = _Group(group)
            found = [self._add_names(item, trials) for item in group]
            for item, distinction in zip(group, found, strict=True):
                self.found[str(item["id"])] = distinction
        if self.has_condition:
            self._try_condition()
        if self.adds_suffix:
            self._add_year_suffixes()
        return self.found

    def _group_alike(self) -> list[list[Item]]:
        """The works that would be cited alike, in groups of two and more."""
        groups: dict[str, list[Item]] = {}
        for item in self.items:
            text = self._find_text(item, self.found[str(item["id"])])
            if text:
                groups.setdefault(text, []).append(item)
        return [group for group in groups.values() if len(group) > 1]

    def _find_text(self, item: Item, distinction: Distinction) -> str:
        """The text of a cite, rendered once for each distinction."""
        key = str(item["id"]), repr(distinction)
        if key not in self._texts:
            self._texts[key] = self.try_cite(item, distinction).text
        return self._texts[key]

    def _count_alike(self, item: Item, group: _Group, distinction: Distinction) -> int:
        """How many others of a group would be cited like a work, if all of the group
        were told apart so."""
        is_by_cite = self.rule == "by-cite"
        trial = (
            tuple(sorted(distinction.names.items())),
            tuple(sorted(distinction.given.items())) if is_by_cite else (),
            distinction.meets_condition,
        )
        texts = group.texts.get(trial)
        if texts is None:
            texts = group.texts[trial] = {}
            for one in group.items:
                own = self._merge_given(one, distinction)
                texts[str(one["id"])] = self._find_text(one, own)
            group.counts[trial] = Counter(texts.values())
        return group.counts[trial][texts[str(item["id"])]] - 1

    def _merge_given(self, item: Item, distinction: Distinction) -> Distinction:
        """A distinction on trial, with the given names that a work needs anyway."""
        if self.rule == "by-cite":
            return distinction
        return replace(distinction, given=self.found[str(item["id"])].given)

    def _add_names(self, item: Item, group: _Group) -> Distinction:
        """Names and given names, one by one, as long as fewer works are cited alike."""
        best = self.found[str(item["id"])]
        alike = self._count_alike(item, group, best)
        for number, names in enumerate(self.try_cite(item, best).names_lists):
            trial = best
            for place in range(len(names.people)):
                is_hidden = place >= names.limit
                if is_hidden and not self.adds_names:
                    break
                if is_hidden:
                    trial = replace(trial, names={**trial.names, number: place + 1})
                for step in (trial, *self._add_given_names(trial, number, place)):
                    left = self._count_alike(item, group, step)
                    if left < alike:
                        best, alike, trial = step, left, step
                    if not alike:
                        return best
        return best

    def _add_given_names(
        self, trial: Distinction, number: int, place: int
    ) -> list[Distinction]:
        """A trial with initials, and with full given names, at one place."""
        if not self.adds_given or self.rule != "by-cite":
            return []
        return [
            replace(trial, given={**trial.given, (number, place): level})
            for level in range(1, self.most_given + 1)
        ]

    def _try_condition(self) -> None:
        """Let works that are still cited alike meet `disambiguate="true"`."""
        for items in self._group_alike():
            group = _Group(items)
            for item in items:
                key = str(item["id"])
                trial = replace(self.found[key], meets_condition=True)
                if self._count_alike(item, group, trial) < len(items) - 1:
                    self.found[key] = trial

    def _add_year_suffixes(self) -> None:
        for group in self._group_alike():
            for number, item in enumerate(group):
                key = str(item["id"])
                suffix = write_year_suffix(number)
                self.found[key] = replace(self.found[key], year_suffix=suffix)

    def _tell_names_apart(self) -> None:
        """Given names wherever two people have one family name, in all cites."""
        people: dict[str, set[tuple[str, str]]] = {}
        trials = [(item, self.try_cite(item, Distinction())) for item in self.items]
        for _item, trial in trials:
            for names in trial.names_lists:
                for person in self._ruled_people(names):
                    own = _compare_given(person, names)
                    people.setdefault(names.family(person), set()).add(own)
        for item, trial in trials:
            levels: dict[tuple[int, int], int] = {}
            for number, names in enumerate(trial.names_lists):
                for place, person in enumerate(self._ruled_people(names)):
                    namesakes = people[names.family(person)]
                    level = self._given_level(person, names, namesakes)
                    if level:
                        levels[number, place] = level
            self.found[str(item["id"])] = Distinction(given=levels)

    def _ruled_people(self, names: NamesList) -> Sequence[Mapping[str, str]]:
        """The people whose names the rule tells apart."""
        if self.rule.startswith("primary-name"):
            return names.people[:1]
        return names.people

    def _given_level(
        self,
        person: Mapping[str, str],
        names: NamesList,
        namesakes: set[tuple[str, str]],
    ) -> int:
        if len(namesakes) < 2 or "family" not in person:
            return 0
        given, initials = _compare_given(person, names)
        others = namesakes - {(given, initials)}
        if initials and initials not in {initials for _given, initials in others}:
            return 1
        if self.most_given > 1:
            return self.most_given
        return int(any(other != initials for _given, other in others))


def _compare_given(person: Mapping[str, str], names: NamesList) -> tuple[str, str]:
    """The given names and initials of a person, whatever the spaces and stops."""
    given, initials = person.get("given", ""), names.initials(person)
    return re.sub(r"[\s.]", "", given), re.sub(r"[\s.]", "", initials)


def write_year_suffix(number: int) -> str:
    """a to z, then aa, ab and so on, from 0 on."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
