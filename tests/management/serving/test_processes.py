"""Processes that end with their parent."""

from __future__ import annotations

import os
import time

from archive.management.serving.processes import end_with_parent


def test_a_process_whose_parent_ended_before_it_looked_ends_at_once():
    child = os.fork()
    if not child:
        end_with_parent(os.getpid())  # nobody is their own parent
        time.sleep(60)
        os._exit(0)
    began = time.monotonic()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1
    assert time.monotonic() - began < 50
