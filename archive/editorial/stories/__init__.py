"""A story: an article with its captions, sources and events, as one thing at the
desk."""

from ._story_changes import (
    CaptionChange,
    NewCitation,
    NewEvent,
    StoryChanges,
    change_story,
)
from ._story_gaps import StoryGap, list_story_gaps
from ._story_members import describe_members, list_story_members
from ._story_verbs import publish_story, send_back_story, submit_story

__all__ = [
    "CaptionChange",
    "NewCitation",
    "NewEvent",
    "StoryChanges",
    "StoryGap",
    "change_story",
    "describe_members",
    "list_story_gaps",
    "list_story_members",
    "publish_story",
    "send_back_story",
    "submit_story",
]
