"""The files of the log for programs, at the addresses that C2SP tlog-tiles gives."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from archive.transparency import (
    get_latest_checkpoint,
    load_logged_version,
    read_entry_bundle,
    read_tile,
    write_proof,
)
from archive.versions import get_version
from archive.web.entries.entry_addresses import get_versioned_entry

CHECKPOINT_MEDIA_TYPE = "text/plain; charset=utf-8"
TILE_MEDIA_TYPE = "application/octet-stream"
FULL_TILE = 256
_TILE_PLACE = re.compile(
    r"(?P<index>(?:x[0-9]{3}/){0,4}[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
)
_TILE_LEVEL = re.compile(r"0|[1-9]|[1-5][0-9]|6[0-3]")


@require_safe
def log_checkpoint(request: HttpRequest) -> HttpResponse:
    """The latest checkpoint with its signatures; 404 before anything is public."""
    checkpoint = get_latest_checkpoint()
    if checkpoint is None:
        raise Http404
    answer = HttpResponse(str(checkpoint), content_type=CHECKPOINT_MEDIA_TYPE)
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def log_tile(request: HttpRequest, level: str, place: str) -> HttpResponse:
    """A tile of hashes."""
    if not _TILE_LEVEL.fullmatch(level):
        raise Http404
    return _send_tile(read_tile(int(level), *_parse_tile_place(place)))


@require_safe
def log_entries(request: HttpRequest, place: str) -> HttpResponse:
    """The statements under a tile of the lowest level."""
    return _send_tile(read_entry_bundle(*_parse_tile_place(place)))


@require_safe
def version_proof(request: HttpRequest, id_code: str, number: int) -> HttpResponse:
    """The proof that a version is in the log, in one file (C2SP tlog-proof)."""
    entry = get_versioned_entry(request, id_code, "entry-version-proof", number)
    if isinstance(entry, HttpResponse):
        return entry
    version = get_version(entry, number)
    logged = load_logged_version(version) if version else None
    proof = write_proof(logged) if logged else None
    if proof is None:
        raise Http404
    answer = HttpResponse(proof, content_type=CHECKPOINT_MEDIA_TYPE)
    name = f"{entry.id_code}-v{number}.tlog-proof"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    answer["Cache-Control"] = "no-cache"
    return answer


def _parse_tile_place(place: str) -> tuple[int, int]:
    """(index, width) of `x001/234` or `x001/234.p/7`. Raises `Http404`."""
    match = _TILE_PLACE.fullmatch(place)
    width = int((match and match["width"]) or FULL_TILE)
    if match is None or (match["width"] and width >= FULL_TILE):
        raise Http404
    return int(re.sub(r"[x/]", "", match["index"])), width


def _send_tile(data: bytes | None) -> HttpResponse:
    if data is None:
        raise Http404
    answer = HttpResponse(data, content_type=TILE_MEDIA_TYPE)
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer
