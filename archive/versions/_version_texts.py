"""The texts of all public versions, each once, with the versions that have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from archive.models import ENTRY_KINDS, Article, Entry, Passage

from ._public_versions import Version, list_versions_by_entry


@dataclass(frozen=True)
class VersionText:
    """A text that readers could read and still may: a passage (with `anchor`) or a text
    of the entry itself.

    `numbers` are the versions that have it; `is_current` whether the newest one does.
    """

    entry: Entry
    anchor: str
    language: str
    text: str
    numbers: tuple[int, ...]
    is_current: bool


def iter_version_texts(entries: Collection[Entry]) -> Iterator[VersionText]:
    """All texts of these public entries in all public versions; three queries.

    Verbatim and emended text are two texts; titles are texts of the entry.
    """
    versions_by_entry = list_versions_by_entry(entries)
    articles = [entry.pk for entry in entries if entry.kind == "article"]
    open_now = set(
        Article.objects.filter(pk__in=articles, text_access="public").values_list(
            "pk", flat=True
        )
    )
    hidden: defaultdict[int, set[str]] = defaultdict(set)
    mine = Passage.objects.filter(article__in=articles)
    public = mine.public().values("pk")
    for pk, anchor in mine.exclude(pk__in=public).values_list("article_id", "anchor"):
        hidden[pk].add(anchor)
    for entry in entries:
        versions, is_open = versions_by_entry[entry.pk], entry.pk in open_now
        numbers_of: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
        for version in versions:
            for key in _iter_texts_of_version(
                version, hidden[entry.pk], is_open=is_open
            ):
                if version.number not in numbers_of[key]:
                    numbers_of[key].append(version.number)
        newest = versions[-1].number if versions else 0
        for (anchor, language, text), numbers in numbers_of.items():
            current = newest in numbers
            yield VersionText(entry, anchor, language, text, tuple(numbers), current)


def _iter_texts_of_version(
    version: Version, hidden: set[str], *, is_open: bool
) -> Iterator[tuple[str, str, str]]:
    """(anchor, language, text) of everything that readers see of one version."""
    state = version.state
    own = ["title", "reply", *ENTRY_KINDS[version.entry.kind].quoted_fields]
    if is_open and state.get("text_access") == "public":
        own.append("lead")
        for row in state.get("passage", ()):
            if _was_shown(row) and row["anchor"] not in hidden:
                for text in filter(
                    None, dict.fromkeys((row["verbatim"], row["reading"]))
                ):
                    yield row["anchor"], row["language"], text
    for name in own:
        if state.get(name):
            yield "", state.get("language", "und"), state[name]


def _was_shown(passage: Mapping[str, str]) -> bool:
    return passage["audience"] == "public" and not passage["left_out_because"]
