"""The date of a draft whose page tells it from the day on which it was read."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from archive.text import dates

from .draft import NO_DATE_NOTE, ArticleDraft


def read_told_date(draft: ArticleDraft, fetched_on: date | None) -> None:
    """Give an undated draft the date that its page tells from the day on which we
    fetched it. Where nobody knows that day, a note asks for it."""
    told = draft.told_date
    if draft.date or not told:
        return
    draft.notes = [note for note in draft.notes if note != str(NO_DATE_NOTE)]
    if fetched_on is None:
        draft.notes.append(
            _(
                "The page dates itself “%(told)s”, and we don't know on which day it "
                "said so. Enter this with that day, for example “%(told)s "
                "(%(example)s)”."
            )
            % {"told": told, "example": "2019-02-20"}
        )
        return
    draft.date = dates.parse_typed_date(told, draft.language, fetched_on).text
    guess = _("from “%(told)s”, on the day when we fetched the page")
    draft.guesses["date"] = guess % {"told": told}
