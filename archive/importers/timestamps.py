"""Time stamps (RFC 3161) of checkpoints of the public log."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from cryptography import x509
from django.conf import settings
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from archive.fetching import FetchError, fetch
from archive.models import Timestamp
from archive.transparency import get_latest_checkpoint

MAX_TIMESTAMP_BYTES = 1_000_000  # of a response
TIMESTAMP_SECONDS = 30.0


class TimestampError(RuntimeError):
    """Why there is no time stamp; the message says what to do."""


def stamp_checkpoint() -> Timestamp:
    """Have the time stamp authority sign the latest checkpoint, and save the time
    stamp.

    Before it is saved, we check its signature up to a root of
    `ARCHIVE_TIMESTAMP_CERTIFICATES`, our nonce and the hash. A checkpoint is stamped
    only once. Raises `TimestampError`.
    """
    checkpoint = get_latest_checkpoint()
    if not settings.TIMESTAMP_URL:
        raise TimestampError(
            "No authority is set: ARCHIVE_TIMESTAMP_URL "
            "is empty. Set it to the address "
            "of a time-stamp authority."
        )
    if checkpoint is None:
        raise TimestampError(
            "Nothing was published yet: there is no checkpoint. Publish an entry first."
        )
    data = checkpoint.text.encode()
    there = Timestamp.objects.filter(head=sha256(data).hexdigest()).first()
    if there is not None:
        return there
    roots = _load_root_certificates()
    builder = TimestampRequestBuilder().data(data).cert_request(cert_request=True)
    request = builder.hash_algorithm(HashAlgorithm.SHA256).build()
    answer = _request_timestamp(request.as_bytes())
    verifier = VerifierBuilder.from_request(request)
    for root in roots:
        verifier = verifier.add_root_certificate(root)
    try:
        response = decode_timestamp_response(answer)
        verifier.build().verify_message(response, data)
    except (VerificationError, ValueError) as error:
        raise TimestampError(
            f"The answer of {settings.TIMESTAMP_URL} is not valid: {error}"
        ) from error
    return Timestamp.objects.create(
        size=checkpoint.size,
        head=sha256(data).hexdigest(),
        at=response.tst_info.gen_time,
        authority=settings.TIMESTAMP_URL,
        answer=answer,
    )


def _request_timestamp(query: bytes) -> bytes:
    try:
        hop = fetch(
            settings.TIMESTAMP_URL,
            data=query,
            media_type="application/timestamp-query",
            largest=MAX_TIMESTAMP_BYTES,
            seconds=TIMESTAMP_SECONDS,
        )[-1]
    except FetchError as error:
        raise TimestampError(f"{settings.TIMESTAMP_URL}: {error}") from error
    if hop.status != 200:
        raise TimestampError(f"{settings.TIMESTAMP_URL} answered {hop.status}.")
    return hop.body


def _load_root_certificates() -> list[x509.Certificate]:
    path = settings.TIMESTAMP_CERTIFICATES
    try:
        return x509.load_pem_x509_certificates(Path(path).read_bytes())
    except (OSError, ValueError) as error:
        raise TimestampError(
            "ARCHIVE_TIMESTAMP_CERTIFICATES must name a PEM file with the authority's "
            f"root certificates: {error}"
        ) from error
