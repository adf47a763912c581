"""Why a date is refused, as a sentence with places for what was typed."""

from __future__ import annotations

DATE_ERROR_MESSAGES = {
    "unread": "“%(text)s” is no date that can be read. Write 2019-02-20, 2019-02, "
    "2019, 2018/2020, ../2019-02-20, 2019~ (about) or 2019? (uncertain).",
    "draft": "%(text)s: this is how a draft of the standard wrote it. Write X for a "
    "digit that is not known (156X), .. for an open end, and nothing for an unknown "
    "one (2018/).",
    "long": "This is longer than any date: use at most %(most)s characters.",
    "month": "%(text)s: there is no month %(month)s; months are 01 to 12, and 21 to "
    "41 are seasons, quarters and halves of a year.",
    "day": "%(text)s: %(month)s has no day %(day)s.",
    "never": "%(text)s: no day of any such year fits.",
    "season day": "%(text)s: a season or quarter has no days.",
    "no year": "A date needs a year; leave it empty when unknown.",
    "year zero": "%(text)s: the year 0 has no sign; write 0000.",
    "year digits": "%(text)s: a year has four digits, as in 0079; more follow a Y, as "
    "in Y12345.",
    "short year": "%(text)s: Y is for years of more than four digits.",
    "far year": "%(text)s: this is further away than the universe is old.",
    "digits": "%(text)s: the year has fewer digits than S says are known.",
    "time": "%(text)s: there is no such time; write 2019-02-20T14:05:00.",
    "time in interval": "%(text)s: the ends of an interval or a list are dates "
    "without a time.",
    "open": "An interval needs at least one known end: 2018/2020.",
    "open list": "A list can be open on one side only.",
    "order": "%(first)s is after %(last)s: write the earlier date first.",
}


class DateError(ValueError):
    """A date that cannot be read; the message tells an editor why.

    `reason` is a key of `DATE_ERROR_MESSAGES` and `values` fill its placeholders, so
    that a layer that knows the reader's language can translate the message.
    """

    def __init__(self, reason: str, **values: object) -> None:
        self.reason, self.values = reason, values
        super().__init__(DATE_ERROR_MESSAGES[reason] % values)
