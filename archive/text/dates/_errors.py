"""Why a date is refused, as a sentence with places for what was typed."""

from __future__ import annotations

DATE_ERROR_MESSAGES = {
    "unread": "“%(text)s” isn't a date we know. Write 2019-02-20, 2019-02, "
    "2019, 2018/2020, ../2019-02-20 (on or before), 2019~ (about) or "
    "2019? (uncertain).",
    "draft": "“%(text)s” uses an outdated notation. Write X for an unknown "
    "digit (156X), .. for an open end, and nothing for an unknown "
    "end (2018/).",
    "long": "This date is too long. Use at most %(most)s characters.",
    "month": "“%(text)s”: there is no month %(month)s. Months are 01 to 12; "
    "21 to 41 are seasons, quarters and half-years.",
    "day": "“%(text)s”: there is no day %(day)s in %(month)s.",
    "never": "“%(text)s”: this day doesn't exist in any matching year.",
    "season day": "“%(text)s”: leave out the day after a season or quarter.",
    "no year": "A date needs a year. If the year is unknown, leave the date empty.",
    "year zero": "“%(text)s”: write the year 0 as 0000, without a minus sign.",
    "year digits": "“%(text)s”: write the year with four digits, for example 2019. "
    "Put Y before longer years, for example Y12345.",
    "short year": "“%(text)s”: use Y only for years with more than four digits.",
    "far year": "“%(text)s”: this year is too far away. Check the number of digits.",
    "digits": "“%(text)s”: the number after S is larger than the number of "
    "digits of the year.",
    "time": "“%(text)s”: this time doesn't exist. Write, for example, "
    "2019-02-20T14:05:00.",
    "time in interval": "“%(text)s”: leave out the time. An interval or a list takes "
    "dates only.",
    "open": "An interval needs at least one known date, for example 2018/2020.",
    "open list": "A list can be open at one end only.",
    "ambiguous": "“%(text)s” can be %(first)s or %(second)s. Write one of them.",
    "relative": "“%(text)s” depends on the day it was written. Write the date, "
    "or add that day: “%(text)s (2019-02-20)”.",
    "weekday": "“%(text)s”: %(day)s is another day of the week. Check the date, or "
    "leave out the day of the week.",
    "order": "%(first)s is after %(last)s. Write the earlier date first.",
}


class DateError(ValueError):
    """A date that cannot be read; the message tells an editor why.

    `reason` is a key of `DATE_ERROR_MESSAGES` and `values` fill its placeholders, so
    that a layer that knows the reader's language can translate the message.
    """

    def __init__(self, reason: str, **values: object) -> None:
        self.reason, self.values = reason, values
        super().__init__(DATE_ERROR_MESSAGES[reason] % values)
