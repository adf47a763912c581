"""What the review page shows: the parts of an entry with their changes and comments."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.editorial import (
    describe_members,
    find_public_state,
    find_returned_state,
    has_right,
    list_review_comments,
    read_draft_state,
)
from archive.models import Entry, ReviewAssignment, ReviewComment, User
from archive.versions import (
    EntryInFull,
    FieldChange,
    Version,
    compare_fields,
    load_entry_in_full,
)
from archive.web.versions.field_names import name_field

from .review_forms import (
    COMPARISONS,
    CommentForm,
    ReviewAddress,
    ReviewButtons,
    ReviewDecisionForm,
    ReviewerForm,
)

WHOLE = "whole"  # what an address calls the entry where a comment is on no part of it


@dataclass
class CommentRow:
    """A comment, and whether its part has another text since."""

    comment: ReviewComment
    is_outdated: bool


@dataclass
class ReviewPart:
    """A part of the entry: its name, its text with the changes, and its comments."""

    change: FieldChange
    name: str
    comments: list[CommentRow] = field(default_factory=list)

    @property
    def is_shown_always(self) -> bool:
        """Whether it has a change or a comment that waits."""
        return self.change.is_change or any(
            row.comment.resolved_at is None for row in self.comments
        )


class Review:
    """An entry as its reviewer reads it. Some twenty queries, whatever its length."""

    def __init__(
        self,
        entry: Entry,
        user: User,
        address: QueryDict,
        data: QueryDict | None,
        kept: dict[str, str],
    ) -> None:
        self.entry, self.user, self.kept = entry, user, kept
        buttons = ReviewButtons(data)
        self.sent = buttons.cleaned_data if buttons.is_valid() else {}
        asked = ReviewAddress(address).read()
        self.only_changed = bool(asked.get("changed"))
        self.bases = self._find_bases()
        against = str(asked.get("against") or next(iter(self.bases)))
        self.against = against if against in self.bases else "none"
        self.draft = load_entry_in_full(read_draft_state(entry), captions="live")
        self.parts, self.comments = self._build_parts()
        self.assignment = (
            ReviewAssignment.objects.filter(entry=entry.correction_of_id or entry.pk)
            .select_related("reviewer")
            .first()
        )
        commented = str(asked.get("comment") or "")
        self.is_commenting = bool(commented)
        self.commented = "" if commented == WHOLE else commented
        self.seen = self._describe_seen()
        self._make_forms(data)

    def _find_bases(self) -> dict[str, Version | None]:
        """The states that the draft can be compared with, by name."""
        found: dict[str, Version | None] = {}
        if public := find_public_state(self.entry):
            found["public"] = public
        if returned := find_returned_state(self.entry):
            found["returned"] = returned
        return {**found, "none": None}

    def _make_forms(self, data: QueryDict | None) -> None:
        """The forms; what was sent goes into the one whose button was pressed."""
        verb = self.sent.get("verb", "")
        reviewer = self.assignment.reviewer if self.assignment else None
        field = str(self.sent.get("field") or "")
        self.sent_field = "" if field == WHOLE else field
        self.is_comment = verb == "comment" or bool(field)
        self.comment_form = CommentForm(data if self.is_comment else None)
        sent = data if verb == "assign" else None
        self.reviewer_form = ReviewerForm(self.entry, reviewer, sent)
        is_decision = not self.is_comment and verb != "assign"
        self.decision_form = self._make_decision_form(data if is_decision else None)

    def _make_decision_form(self, data: QueryDict | None) -> ReviewDecisionForm:
        form = ReviewDecisionForm(self.entry, self.user, data)
        kept = {n: v for n, v in self.kept.items() if n in form.fields}
        form.initial = {**form.initial, **kept}
        return form

    def _describe_seen(self) -> str:
        """What the verbs compare, so that nobody decides on what they have not read."""
        captions = [placed.photo for placed in self.draft.photos]
        return describe_members([self.entry, *captions])

    def _build_parts(self) -> tuple[list[ReviewPart], list[CommentRow]]:
        """The parts that have a text, and the comments on the whole or on a part that
        is gone."""
        base = self.bases[self.against]
        language = get_language() or "en"
        rows = compare_fields(self._load(base), self.draft, language)
        parts = [ReviewPart(row, name_field(row.field)) for row in rows if row.pieces]
        by_field = {part.change.field: part for part in parts}
        others: list[CommentRow] = []
        for comment in list_review_comments(self.entry):
            part = by_field.get(comment.field)
            if part is None:
                others.append(CommentRow(comment, bool(comment.field)))
            else:
                is_outdated = part.change.text != comment.of_text
                part.comments.append(CommentRow(comment, is_outdated))
        return parts, others

    def _load(self, base: Version | None) -> EntryInFull | None:
        if base is None:
            return None
        captions = "then" if self.against == "returned" else "published"
        return load_entry_in_full(base, captions=captions)

    def list_shown_parts(self) -> list[ReviewPart]:
        """The parts that the address asks for."""
        if not self.only_changed:
            return self.parts
        return [part for part in self.parts if part.is_shown_always]

    def list_comparisons(self) -> list[tuple[str, str | Promise]]:
        """Names and labels of what the draft can be compared with."""
        return [(name, COMPARISONS[name]) for name in self.bases]

    def count_changes(self) -> int:
        """How many parts differ."""
        return sum(part.change.is_change for part in self.parts)

    def count_waiting_comments(self) -> int:
        """How many comments nobody resolved."""
        rows = [*self.comments, *(row for p in self.parts for row in p.comments)]
        return sum(row.comment.resolved_at is None for row in rows)

    def find_text(self, name: str) -> str:
        """The text of a part as it is now; "" for the whole."""
        texts = {part.change.field: part.change.text for part in self.parts}
        return texts.get(name, "")

    def name_commented(self) -> str:
        """What is commented on, in words."""
        known = {part.change.field: part.name for part in self.parts}
        return known.get(self.commented, _("The whole entry"))

    def may(self, verb: str) -> bool:
        """Whether this person may call the verb now."""
        return has_right(self.user, verb, self.entry)

    def has_fields_of(self, verb: str) -> bool:
        """Whether the form has what the verb needs: an embargo is set only on what no
        reader has seen."""
        return verb != "schedule" or "embargo_day" in self.decision_form.fields

    def has_errors(self) -> bool:
        """Whether a form was refused."""
        forms = (self.comment_form, self.reviewer_form, self.decision_form)
        return any(form.errors for form in forms)
