"""Numbers of one commit, held for those who ask for the same again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from .protocol import SearchAnswer, SearchRequest
from .query_tree import MatchAll

MOST_HELD_ANSWERS = 8
# Of these filters, only ids and types of entries are in a request, nothing typed.
HELD_GROUPS = frozenset({"kinds", "regions", "tags"})


class HeldCounts:
    """Answers without a page, of a snapshot that never changes. What is left out as
    hidden is part of the request. Several threads share an answer: do not change it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._answers: OrderedDict[SearchRequest, SearchAnswer] = OrderedDict()

    def make(
        self, request: SearchRequest, answer: Callable[[], SearchAnswer]
    ) -> SearchAnswer:
        """The held answer, made where there is none; the oldest one gives way."""
        if not _may_be_held(request):
            return answer()
        with self._lock:
            if request in self._answers:
                self._answers.move_to_end(request)
                return self._answers[request]
        made = answer()
        with self._lock:
            self._answers[request] = made
            while len(self._answers) > MOST_HELD_ANSWERS:
                self._answers.popitem(last=False)
        return made


def _may_be_held(request: SearchRequest) -> bool:
    """Whether it asks for numbers alone, and for no words."""
    return (
        request.size == 0
        and isinstance(request.tree, MatchAll)
        and request.partial is None
        and HELD_GROUPS.issuperset(group.group for group in request.filters)
    )
