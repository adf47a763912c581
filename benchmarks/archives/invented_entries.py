"""Entries that nobody could take for real ones: seeded, of any number, and spread as an
archive's are, a few places and concepts holding most of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate

# Entries of a part; each part is the same, whatever was made before
ENTRIES_PER_PART = 5_000
FIRST_PUBLICATION = datetime(2020, 1, 1, tzinfo=UTC)
DAYS_OF_PUBLICATION = 2_400  # in which they were published
KIND_WEIGHTS = {"article": 55, "photo": 20, "event": 15, "source": 10}
LANGUAGE_WEIGHTS = {"en": 45, "de": 30, "zh-Hans": 20, "und": 5}
ROLE_WEIGHTS = {"about": 66, "happened_in": 20, "shown": 8, "published_in": 6}
STATE_WEIGHTS = {
    "public": 950,
    "draft": 20,
    "in_review": 8,
    "withdrawn": 7,
    "editors": 8,
    "embargo over": 4,
    "embargo": 3,
}
DATE_WEIGHTS = {
    "day": 640,
    "month": 110,
    "year": 60,
    "about": 25,
    "uncertain": 15,
    "interval": 35,
    "long": 4,
    "decade": 8,
    "season": 8,
    "since": 6,
    "until": 6,
    "unknown": 5,
    "moment": 12,
    "list": 4,
    "undated": 62,
}
INVENTED_THINGS = {
    "en": (
        "street lamps that count",
        "paper cameras",
        "a register of umbrellas",
        "score cards of cats",
        "masks at the station",
        "a ledger of footsteps",
    ),
    "de": (
        "Laternen, die zählen",
        "Kameras aus Papier",
        "ein Register der Schirme",
        "Punktekarten für Katzen",
        "Masken am Bahnhof",
        "ein Buch der Schritte",
    ),
    "zh": (
        "会计数的路灯",
        "纸做的摄像头",
        "雨伞登记簿",
        "猫的积分卡",
        "车站的面具",
        "脚步账本",
    ),
}
INVENTED_PLACES = {
    "en": ("Nowhere", "Upper Invention", "Port Example", "Sampleton"),
    "de": ("Nirgendheim", "Ober-Erfindung", "Beispielhafen", "Musterstadt"),
    "zh": ("乌有镇", "虚构港", "示例市", "样本村"),
}
TITLE_PATTERNS = {
    "en": "Invented no. {0}: {1} in {2}",
    "de": "Erfunden, Nr. {0}: {1} in {2}",
    "zh": "虚构第{0}号：{2}的{1}",
}
TEXT_PATTERNS = {
    "en": "Nothing of this happened. {2} is no town, and {1} are no machines.",
    "de": "Nichts davon ist geschehen. {2} ist keine Stadt, und es gibt {1} nicht.",
    "zh": "此事从未发生。{2}不存在，{1}也不存在。",
}


class WeightedDraw:
    """Values drawn by weight, a few of them most of the time."""

    def __init__(self, weights: dict[object, float]) -> None:
        self._values = list(weights)
        self._summed = list(accumulate(weights.values()))

    @classmethod
    def ranked(cls, values: list[int]) -> WeightedDraw:
        """The first most often, the second half as often, and so on (Zipf)."""
        return cls({value: 1 / rank for rank, value in enumerate(values, start=1)})

    def one(self, chance: random.Random) -> object:
        return chance.choices(self._values, cum_weights=self._summed)[0]

    def some(self, chance: random.Random, number: int) -> list[object]:
        """At most `number`, each once."""
        drawn = chance.choices(self._values, cum_weights=self._summed, k=number)
        return list(dict.fromkeys(drawn))


@dataclass(frozen=True)
class InventedEntry:
    """One entry; regions are (id, role), tags ids, `state` a key of STATES."""

    number: int
    kind: str
    language: str
    title: str
    text: str
    date: str
    state: str
    published: datetime
    regions: list[tuple[object, object]]
    tags: list[object]


_KINDS, _LANGUAGES, _ROLES = (
    WeightedDraw(KIND_WEIGHTS),
    WeightedDraw(LANGUAGE_WEIGHTS),
    WeightedDraw(ROLE_WEIGHTS),
)
_STATES, _DATES = WeightedDraw(STATE_WEIGHTS), WeightedDraw(DATE_WEIGHTS)


def invent_entries(
    first: int, number: int, seed: int, regions: list[int], tags: list[int]
) -> Iterator[InventedEntry]:
    """`number` entries from the number `first` on, which begins a part."""
    chance = random.Random(f"{seed} {first}")
    places, concepts = WeightedDraw.ranked(regions), WeightedDraw.ranked(tags)
    for n in range(first, first + number):
        language = str(_LANGUAGES.one(chance))
        short = language[:2] if language != "und" else "en"
        said = (
            n,
            chance.choice(INVENTED_THINGS[short]),
            chance.choice(INVENTED_PLACES[short]),
        )
        tied = places.some(chance, chance.choice((1, 1, 1, 2, 2, 3)))
        yield InventedEntry(
            number=n,
            kind=str(_KINDS.one(chance)),
            language=language,
            title=TITLE_PATTERNS[short].format(*said),
            text=TEXT_PATTERNS[short].format(*said),
            date=invent_date(chance),
            state=str(_STATES.one(chance)),
            published=FIRST_PUBLICATION
            + timedelta(seconds=chance.randrange(DAYS_OF_PUBLICATION * 86_400)),
            regions=[(place, _ROLES.one(chance)) for place in tied],
            tags=concepts.some(chance, chance.choice((0, 1, 1, 2, 2, 3, 4))),
        )


def invent_date(chance: random.Random) -> str:
    """A date in one of the forms that sources have, most to the day; "" for none."""
    year = _invent_year(chance)
    day = f"{year}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    later = year + chance.randint(1, 4)
    decade, form = f"{year // 10}X", str(_DATES.one(chance))
    forms = {
        "day": day,
        "month": day[:7],
        "year": f"{year}",
        "about": f"{day[:7]}~",
        "uncertain": f"{year}?",
        "interval": f"{day[:7]}/{later}",
        "long": f"{year - 60}/{year}",
        "decade": decade,
        "season": f"{year}-{chance.randint(21, 24)}",
        "since": f"{day}/..",
        "until": f"../{day}",
        "unknown": f"/{day[:7]}",
        "moment": f"[..{day}]",
        "list": f"[{year},{later}]",
        "undated": "",
    }
    return forms[form]


def _invent_year(chance: random.Random) -> int:
    """Mostly of the last fifteen years, with a long tail behind."""
    age = chance.expovariate(1 / 6)
    return max(1931, 2026 - int(age if chance.random() < 0.97 else age * 6))
