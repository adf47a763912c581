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
from collections.abc import Iterator
from contextvars import ContextVar
from hashlib import blake2b
from threading import Lock
from time import monotonic

from django.conf import settings
from django.http import HttpRequest

from archive.web.shared_counts import SharedCounts

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
KEY_SECONDS = 3600
SHARED = "shared"  # readers whom no address tells apart: Tor's, and a proxy's
# Tor's readers by circuit: what an onion service says instead of an address where torrc
# has `HiddenServiceExportCircuitID haproxy`. The last 32 bits are the circuit.
TOR_CIRCUITS = ipaddress.IPv6Network("fc00:dead:beef:4dad::/96")
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
    """The bucket of a connection's address; `SHARED` where it tells nobody apart.

    A circuit of Tor has a bucket of its own, which has a part in what all readers share
    whom no address tells apart (`is_shared`): who attacks on one circuit disturbs
    nobody, and who opens many has no more than that.
    """
    parsed = _parse_address(address, forwarded)
    if parsed is not None and parsed in TOR_CIRCUITS:
        return f"{SHARED}:{_hash_network(str(parsed))}"
    network = _find_network(parsed)
    return _hash_network(network) if network else SHARED


def is_shared(bucket: str) -> bool:
    """Whether what this bucket uses counts for all readers whom no address tells
    apart."""
    return bucket.startswith(SHARED)


def find_network(address: str, forwarded: str) -> str:
    """The network of a connection's address, to be hashed and never stored; empty where
    it tells nobody apart, for which a circuit of Tor is changed too easily.

    `forwarded` is the header `X-Forwarded-For`. Only a proxy that the operator named
    (`ARCHIVE_TRUSTED_PROXIES`) is believed about it, and only its own addition, the
    last one: what stands before it, the reader may have written.
    """
    return _find_network(_parse_address(address, forwarded))


def _parse_address(address: str, forwarded: str) -> _Address | None:
    if address in settings.TRUSTED_PROXIES:
        address = forwarded.rpartition(",")[2].strip()
    try:
        return ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return None


def _find_network(address: _Address | None) -> str:
    # From loopback come an onion service, or a proxy that was not named.
    if address is None or address.is_loopback or address in TOR_CIRCUITS:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or int(address) >> (128 - NETWORK_BITS))
    return str(address)


def _hash_network(network: str) -> str:
    return blake2b(network.encode(), key=_bucket_key.read(), digest_size=16).hexdigest()


class HourlyBudget:
    """How often each bucket may do something within an hour of the key, in all
    processes together.

    `per_bucket` for one reader, `shared` for all whom no address tells apart.
    """

    def __init__(self, per_bucket: int, shared: int) -> None:
        self._per_bucket, self._shared = per_bucket, shared
        self._counts = SharedCounts()

    def count_wait(self) -> int:
        """Seconds until the reader may do it again; 0 where some of it is left."""
        hour = _bucket_key.count_hours()
        is_left = all(
            self._counts.read(name, hour) < most for name, most in self._find_limits()
        )
        return 0 if is_left else _bucket_key.count_seconds_left()

    def spend(self) -> int:
        """Count one; returns 0, or the seconds to wait where the budget is used up."""
        wait = self.count_wait()
        if not wait:
            for name, _most in self._find_limits():
                self._counts.add(name, _bucket_key.count_hours())
        return wait

    def _find_limits(self) -> Iterator[tuple[str, int]]:
        """What the reader counts for, and how much of it there is in an hour."""
        bucket = get_bucket()
        if is_shared(bucket):
            yield SHARED, self._shared
        if bucket != SHARED:
            yield bucket, self._per_bucket
