"""Drafts of articles, as importers read them from files before anything is saved."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import get_language, gettext_lazy

from archive.models import Passage
from archive.text import dates
from archive.text.author_names import AuthorName

NO_DATE_NOTE = gettext_lazy(
    "We found no date, so the article is undated. Give its date at the desk, or put it "
    "on a line below the headline."
)


class ImportProblem(ValueError):
    """A file that cannot be imported; the message says why, and what to do."""


class DuplicateProblem(ImportProblem):
    """A page that was imported before, as the entry with the key `entry`."""

    def __init__(self, message: str, entry: int) -> None:
        super().__init__(message)
        self.entry = entry


@dataclass(frozen=True)
class DraftSegment:
    """One line of the body with its kind; `reading` is its emended text, and
    `emendation` says why."""

    kind: str
    text: str
    left_out_because: str = ""
    reading: str = ""
    emendation: str = ""

    @property
    def kind_label(self) -> str:
        """What the desk calls its kind."""
        return str(Passage.Kind(self.kind).label)


@dataclass(frozen=True)
class DraftCaption:
    """A caption; an empty credit is unknown. Emended as a segment is."""

    text: str
    credit: str = ""
    in_series: bool = False
    reading: str = ""
    emendation: str = ""


@dataclass(frozen=True)
class ImportedLine:
    """A line of the file with its number, its role and its anchor."""

    number: int
    role: str
    text: str
    anchor: str = ""


@dataclass
class ArticleDraft:
    """An article as read from a file."""

    title: str
    sha256: str
    kicker: str = ""
    byline: str = ""
    date: str = ""
    told_date: str = ""  # in the words of the page: yesterday
    lead: str = ""
    language: str = "und"
    series: str = ""
    original_url: str = ""
    segments: list[DraftSegment] = field(default_factory=list)
    captions: list[DraftCaption] = field(default_factory=list)
    authors: list[AuthorName] = field(default_factory=list)  # that an editor confirmed
    lines: list[ImportedLine] = field(default_factory=list)
    # Each field's name with what it was read from.
    guesses: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    # What an editor must know before anything is published.
    warnings: list[str] = field(default_factory=list)

    @property
    def date_in_words(self) -> str:
        """The date as the desk shows it, or ''."""
        if not self.date:
            return ""
        return dates.parse_edtf(self.date).display(get_language() or "en")
