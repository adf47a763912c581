"""Work behind the pages that no reader asks for."""

from __future__ import annotations

import threading

import pytest

from archive.management.serving import background


@pytest.mark.parametrize(
    ("answers", "rests"),
    [
        ([True, True], [600, 600, 600]),
        ([False, True], [600, 5, 600]),
        ([OSError("the disk is full"), True], [600, 5, 600]),
    ],
    ids=["done", "somebody reads", "a failure"],
)
def test_the_log_of_the_database_is_emptied_again_and_again(
    answers, rests, monkeypatch
):
    waited, left = [], list(answers)

    def wait(seconds):
        waited.append(seconds)
        return not left

    def truncate(_connection):
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    work = background.BackgroundWork()
    work.stop = threading.Event()
    monkeypatch.setattr(work.stop, "wait", wait)
    monkeypatch.setattr(background, "truncate_write_ahead_log", truncate)
    # Another test may have left a connection, which this one may not use.
    monkeypatch.setattr(background, "close_old_connections", lambda: None)
    work.empty_write_ahead_log()
    assert waited == rests
