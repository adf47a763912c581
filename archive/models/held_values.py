"""Times in which nothing changes that readers see, and values held through them."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True)
class DatabasePeriod:
    """A state of the database, of which process, for a time.

    The clock alone changes pages when a day or an embargo ends; `until` is that moment.
    A later period has a larger `number`, also where the clock was set back.
    """

    state: str
    since: datetime
    until: datetime
    process: int = 0
    number: int = 0

    def holds(self, state: str, at: datetime) -> bool:
        """Whether what is made at this time from this state is of the period."""
        is_own = self.process in (0, os.getpid())
        return is_own and state == self.state and self.since <= at < self.until


_current: ContextVar[DatabasePeriod | None] = ContextVar("period", default=None)


@contextmanager
def use_period(period: DatabasePeriod | None) -> Iterator[None]:
    """What is asked of `HeldValues` meanwhile may be held from earlier in the period,
    which the caller found when its work began."""
    token = _current.set(period)
    try:
        yield
    finally:
        _current.reset(token)


class HeldValues(Generic[K, V]):
    """Values made from the database, held for the period that `use_period` set.

    The first request after a commit makes them anew. Outside of a period, as at the
    desk, in commands and within transactions, nothing is held. The values that were
    asked for longest ago give way to others. A key that is held comes from the
    database, never from what a reader typed. Whoever takes a value must not change it,
    for several threads share it.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._period: DatabasePeriod | None = None
        self._values: OrderedDict[K, V] = OrderedDict()

    def look_up(
        self, keys: Iterable[K], load: Callable[[list[K]], Mapping[K, V]]
    ) -> dict[K, V]:
        """The values by key, in the order of the keys. `load` makes those that are not
        held, in one call; what it leaves out has no value, and is not held."""
        wanted = list(dict.fromkeys(keys))
        period = _current.get()
        held = self._find(wanted, period) if period else {}
        missing = [key for key in wanted if key not in held]
        loaded = load(missing) if missing else {}
        if period and loaded:
            self._add(loaded, period)
        values = {**held, **loaded}
        return {key: values[key] for key in wanted if key in values}

    def make(self, key: K, make_value: Callable[[], V]) -> V:
        """The one value of a key, made where it is not held."""
        return self.look_up([key], lambda _keys: {key: make_value()})[key]

    def _find(self, keys: list[K], period: DatabasePeriod) -> dict[K, V]:
        with self._lock:
            if self._period != period:
                return {}
            found = {key: self._values[key] for key in keys if key in self._values}
            for key in found:
                self._values.move_to_end(key)
            return found

    def _add(self, values: Mapping[K, V], period: DatabasePeriod) -> None:
        with self._lock:
            if self._period != period:
                if self._period and period.number < self._period.number:
                    return  # made by a request that began before the last commit
                self._period = period
                self._values.clear()
            self._values |= values
            while len(self._values) > self._most:
                self._values.popitem(last=False)
