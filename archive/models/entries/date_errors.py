"""Explains in the reader's language why a date is refused."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.text.dates import DateError

# By the reasons that `archive.text` gives, which knows no Django.
DATE_EXPLANATIONS: dict[str, str | Promise] = {
    "unread": _(
        "“%(text)s” isn't a date we know. Write 2019-02-20, 2019-02, "
        "2019, 2018/2020, ../2019-02-20 (on or before), 2019~ (about) "
        "or 2019? (uncertain)."
    ),
    "draft": _(
        "“%(text)s” uses an outdated notation. Write X for an unknown "
        "digit (156X), .. for an open end, and nothing for an unknown "
        "end (2018/)."
    ),
    "long": _("This date is too long. Use at most %(most)s characters."),
    "month": _(
        "“%(text)s”: there is no month %(month)s. Months are 01 to 12; "
        "21 to 41 are seasons, quarters and half-years."
    ),
    "day": _("“%(text)s”: there is no day %(day)s in %(month)s."),
    "never": _("“%(text)s”: this day doesn't exist in any matching year."),
    "season day": _("“%(text)s”: leave out the day after a season or quarter."),
    "no year": _("A date needs a year. If the year is unknown, leave the date empty."),
    "year zero": _("“%(text)s”: write the year 0 as 0000, without a minus sign."),
    "year digits": _(
        "“%(text)s”: write the year with four digits, for example "
        "2019. Put Y before longer years, for example Y12345."
    ),
    "short year": _("“%(text)s”: use Y only for years with more than four digits."),
    "far year": _("“%(text)s”: this year is too far away. Check the number of digits."),
    "digits": _(
        "“%(text)s”: the number after S is larger than the number of "
        "digits of the year."
    ),
    "time": _(
        "“%(text)s”: this time doesn't exist. Write, for example, 2019-02-20T14:05:00."
    ),
    "time in interval": _(
        "“%(text)s”: leave out the time. An interval or a list takes dates only."
    ),
    "open": _("An interval needs at least one known date, for example 2018/2020."),
    "open list": _("A list can be open at one end only."),
    "ambiguous": _("“%(text)s” can be %(first)s or %(second)s. Write one of them."),
    "relative": _(
        "“%(text)s” depends on the day it was written. Write the date, or add that "
        "day: “%(text)s (2019-02-20)”."
    ),
    "weekday": _(
        "“%(text)s”: %(day)s is another day of the week. Check the date, or leave out "
        "the day of the week."
    ),
    "order": _("%(first)s is after %(last)s. Write the earlier date first."),
}


def explain_date_error(error: DateError) -> str:
    """What is wrong with the date and what to write instead, for editors."""
    return str(DATE_EXPLANATIONS[error.reason]) % error.values


def explain_typed_date_error(error: DateError) -> str:
    """The same for readers, who do not know EDTF."""
    if error.reason == "unread":
        message = _(
            "“%(text)s” isn't a date we know. Try 2019, Feb 2019 or 20 Feb 2019."
        )
        return str(message) % error.values
    return explain_date_error(error)
