"""Explains in the reader's language why a date is refused."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from archive.text.dates import DateError

# By the reasons that `archive.text` gives, which knows no Django.
DATE_EXPLANATIONS: dict[str, str | Promise] = {
    "unread": _(
        "“%(text)s” is no date that can be read. Write 2019-02-20, 2019-02, "
        "2019, 2018/2020, ../2019-02-20, 2019~ (about) or 2019? (uncertain)."
    ),
    "draft": _(
        "%(text)s: this is how a draft of the standard wrote it. Write X for a digit "
        "that is not known (156X), .. for an open end, and nothing for an unknown one "
        "(2018/)."
    ),
    "long": _("This is longer than any date: use at most %(most)s characters."),
    "month": _(
        "%(text)s: there is no month %(month)s; months are 01 to 12, and 21 to "
        "41 are seasons, quarters and halves of a year."
    ),
    "day": _("%(text)s: %(month)s has no day %(day)s."),
    "never": _("%(text)s: no day of any such year fits."),
    "season day": _("%(text)s: a season or quarter has no days."),
    "no year": _("A date needs a year; leave it empty when unknown."),
    "year zero": _("%(text)s: the year 0 has no sign; write 0000."),
    "year digits": _(
        "%(text)s: a year has four digits, as in 0079; more follow a Y, as in Y12345."
    ),
    "short year": _("%(text)s: Y is for years of more than four digits."),
    "far year": _("%(text)s: this is further away than the universe is old."),
    "digits": _("%(text)s: the year has fewer digits than S says are known."),
    "time": _("%(text)s: there is no such time; write 2019-02-20T14:05:00."),
    "time in interval": _(
        "%(text)s: the ends of an interval or a list are dates without a time."
    ),
    "open": _("An interval needs at least one known end: 2018/2020."),
    "open list": _("A list can be open on one side only."),
    "order": _("%(first)s is after %(last)s: write the earlier date first."),
}


def explain_date_error(error: DateError) -> str:
    """What is wrong with the date and what to write instead, for editors."""
    return str(DATE_EXPLANATIONS[error.reason]) % error.values


def explain_typed_date_error(error: DateError) -> str:
    """The same for readers, who do not know EDTF."""
    if error.reason == "unread":
        said = _("“%(text)s” isn't a date we know. Try 2019, Feb 2019 or 20 Feb 2019.")
        return str(said) % error.values
    return explain_date_error(error)
