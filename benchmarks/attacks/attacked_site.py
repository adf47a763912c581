"""What a reader of the attacked site sends, and what comes back."""

from __future__ import annotations

import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from urllib.parse import quote, urlencode

from benchmarks.served_site import HOST, read_cpu_seconds

REQUEST_SECONDS = 30  # without a byte of an answer
FORM_TYPE = "application/x-www-form-urlencoded"
_STAMP = re.compile(r'name="stamp" value="([^"]+)"')
_ENTRY = re.compile(r'href="/articles/([0-9a-z]{8})/')


@dataclass(frozen=True)
class Answer:
    """An answer; `status` is 0 where the connection broke.

    `cpu_seconds` is what that of the site's processes for pages which worked most did
    until it was there: about the time that it takes on a machine that does nothing
    else.
    """

    status: int
    seconds: float
    cpu_seconds: float
    body: str = ""
    location: str = ""


@dataclass(frozen=True)
class ReaderClient:
    """A reader with an address of their own, as a trusted proxy names it; or without
    one, like readers who come through Tor."""

    port: int
    address: str = ""
    pages_processes: tuple[int, ...] = ()

    def request(
        self, path: str, form: Mapping[str, object] | None = None, method: str = ""
    ) -> Answer:
        """One request on a connection of its own, answered whole."""
        body = None if form is None else urlencode(form, doseq=True)
        headers = {"Accept-Language": "en", "Connection": "close"}
        if self.address:
            headers["X-Forwarded-For"] = self.address
        if body is not None:
            headers["Content-Type"] = FORM_TYPE
        began, worked = monotonic(), list(map(read_cpu_seconds, self.pages_processes))
        line = http.client.HTTPConnection(HOST, self.port, timeout=REQUEST_SECONDS)
        try:
            verb = method or ("GET" if body is None else "POST")
            line.request(verb, quote(path, "/?=&+"), body, headers)
            response = line.getresponse()
            text = response.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return Answer(0, monotonic() - began, 0.0)
        finally:
            line.close()
        done = map(read_cpu_seconds, self.pages_processes)
        cpu = max([now - then for now, then in zip(done, worked, strict=True)] or [0])
        location = response.headers.get("Location", "")
        return Answer(response.status, monotonic() - began, cpu, text, location)

    def find_entries(self) -> list[str]:
        """Ids of articles that the site lists."""
        return list(dict.fromkeys(_ENTRY.findall(self.request("/articles/").body)))

    def find_stamp(self, id_code: str) -> str:
        """The stamp of a form for reports, which is too fresh for three seconds."""
        found = _STAMP.search(self.request(f"/entries/{id_code}/report/").body)
        return found[1] if found else ""
