"""Tells readers apart for an hour without knowing or storing who they are.

Limits count by bucket, so that one client cannot use up what is there for all. A bucket
is a keyed hash of the network address. The key is random, stays in memory, and changes
every hour; nobody can tell later which address a bucket was, or join two hours.

Processes that are forked after this module was imported know the same buckets and count
together.
"""

from __future__ import annotations

import ipaddress
import secrets
from contextvars import ContextVar
from hashlib import blake2b
from threading import Lock
from time import monotonic

from django.conf import settings
from django.http import HttpRequest

from archive.web.shared_counts import SharedCounts

KEY_SECONDS = 3600
SHARED = "shared"  # readers whom no address tells apart: Tor's, and a proxy's
NETWORK_BITS = 64  # of an IPv6 address: one subscriber has at least as many


class _BucketKey:
    """The key of this hour: the hash of the last one, which is forgotten.

    So all processes have the same one, and from a key nobody gets an earlier one.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._key = secrets.token_bytes(32)
        self._hour = 0
        self._began = monotonic()

    def read(self) -> bytes:
        with self._lock:
            while self._hour < self.count_hours():
                self._key = blake2b(self._key, digest_size=32).digest()
                self._hour += 1
            return self._key

    def count_hours(self) -> int:
        """The number of the hour; the first is 0."""
        return int(monotonic() - self._began) // KEY_SECONDS

    def count_seconds_left(self) -> int:
        """Seconds until the hour ends; at least one."""
        return max(1, int(KEY_SECONDS - (monotonic() - self._began) % KEY_SECONDS))


_bucket_key = _BucketKey()
_current: ContextVar[str] = ContextVar("_current", default=SHARED)


def assign_bucket(request: HttpRequest) -> None:
    """Note the bucket of the reader whom this thread answers."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    _current.set(find_bucket(request.META.get("REMOTE_ADDR", ""), forwarded))


def get_bucket() -> str:
    """The bucket of the reader whom this thread answers; `SHARED` outside a request."""
    return _current.get()


def find_bucket(address: str, forwarded: str) -> str:
    """The bucket of a connection's address; `SHARED` where it tells nobody apart."""
    network = find_network(address, forwarded)
    if not network:
        return SHARED
    return blake2b(network.encode(), key=_bucket_key.read(), digest_size=16).hexdigest()


def find_network(address: str, forwarded: str) -> str:
    """The network of a connection's address, to be hashed and never stored; empty where
    it tells nobody apart.

    `forwarded` is the header `X-Forwarded-For`. Only a proxy that the operator named
    (`ARCHIVE_TRUSTED_PROXIES`) is believed about it, and only its own addition, the
    last one: what stands before it, the reader may have written.
    """
    if address in settings.TRUSTED_PROXIES:
        address = forwarded.rpartition(",")[2].strip()
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if parsed.is_loopback:  # an onion service, or a proxy that was not named
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        bits = parsed.ipv4_mapped or int(parsed) >> (128 - NETWORK_BITS)
    else:
        bits = parsed
    return str(bits)


class HourlyBudget:
    """How often each bucket may do something within an hour of the key, in all
    processes together.

    `per_bucket` for one reader, `shared` for all whom no address tells apart.
    """

    def __init__(self, per_bucket: int, shared: int) -> None:
        self._most = {True: shared, False: per_bucket}
        self._counts = SharedCounts()

    def count_wait(self) -> int:
        """Seconds until the reader may do it again; 0 where some of it is left."""
        bucket = get_bucket()
        spent = self._counts.read(bucket, _bucket_key.count_hours())
        is_left = spent < self._most[bucket == SHARED]
        return 0 if is_left else _bucket_key.count_seconds_left()

    def spend(self) -> int:
        """Count one; returns 0, or the seconds to wait where the budget is used up."""
        wait = self.count_wait()
        if not wait:
            self._counts.add(get_bucket(), _bucket_key.count_hours())
        return wait
