"""What was read from a page or file, before anybody confirms it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

BODY_ROLES = ("paragraph", "heading", "quotation", "post", "table")


class ExtractionError(ValueError):
    """A file that cannot be read; `code` names the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class ExtractedBlock:
    """One block of a page: its role, and for boilerplate why it is left out."""

    role: str
    text: str
    reason: str = ""


@dataclass
class ExtractedCaption:
    """A caption with its credit; empty where the page has none."""

    text: str
    credit: str = ""


@dataclass
class ExtractedPage:
    """An article as a page or file gives it. `found_in` says, for each field, which
    part of the page it was read from (a key of `GUESS_REASONS`). `told_date` are the
    words of a page without a date that tell it from another day."""

    title: str = ""
    kicker: str = ""
    byline: str = ""
    date: str = ""
    told_date: str = ""
    lead: str = ""
    language: str = "und"
    original_url: str = ""
    outlet: str = ""
    encoding: str = ""
    found_in: dict[str, str] = field(default_factory=dict)
    blocks: list[ExtractedBlock] = field(default_factory=list)
    captions: list[ExtractedCaption] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """As the child process prints it."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> ExtractedPage:
        """From what the child process printed."""
        blocks = [ExtractedBlock(**block) for block in data.pop("blocks")]
        captions = [ExtractedCaption(**caption) for caption in data.pop("captions")]
        return cls(**data, blocks=blocks, captions=captions)
