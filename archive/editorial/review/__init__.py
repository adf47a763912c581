"""Reviewing: comments on a part of an entry, who reviews it, and what it is compared
with."""

from ._assignments import assign_reviewer, end_assignment, list_reviewers
from ._comments import add_review_comment, list_review_comments, resolve_review_comment
from ._compared_states import find_public_state, find_returned_state, read_draft_state
from ._embargo import is_seen_by_readers, set_embargo

__all__ = [
    "add_review_comment",
    "assign_reviewer",
    "end_assignment",
    "find_public_state",
    "find_returned_state",
    "is_seen_by_readers",
    "list_review_comments",
    "list_reviewers",
    "read_draft_state",
    "resolve_review_comment",
    "set_embargo",
]
