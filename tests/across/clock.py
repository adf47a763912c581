"""A clock that tests move: what happens later is seen to happen."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone


class Clock:
    """What time it is; every `timezone.now()` of the project asks here."""

    def __init__(self) -> None:
        self.now: datetime = timezone.now()

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> datetime:
        """Let time pass: `forward(days=1)`."""
        self.now += timedelta(**by)
        return self.now


@pytest.fixture
def clock(monkeypatch):
    """Time stands still until the test moves it."""
    found = Clock()
    monkeypatch.setattr(timezone, "now", found)
    return found
