"""The process that reads a file: `python -m archive.importers.extraction.child KIND`.

With `--marks KIND` it looks for what may name the file's source instead, and with
`--part KIND NUMBER` it takes a part out of a file that holds others, in base64.

It takes the file from its standard input and prints JSON. It limits itself before it
reads, opens no connection, starts no process and writes no file. It loads what reads
this type alone: all readers together would take half a second of each file.
"""

from __future__ import annotations

import base64
import json
import os
import resource
import sys
from dataclasses import asdict
from pkgutil import resolve_name
from typing import Any

from .extracted_page import ExtractionError

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

MEMORY_LIMIT = 1_500_000_000  # bytes of address space
SECONDS_LIMIT = 40  # of processor time
WRITTEN_BYTES_LIMIT = 100_000_000  # py3langid unpacks its model into a temporary file
MOST_ANSWER_CHARACTERS = 20_000_000  # of JSON: more than 5 MB of text in any script
NICENESS = 10  # pages are answered before files are read
# What reads each type, as the name of its module and function below this package.
PAGE_READERS = {
    "text/html": "web_pages.page:extract_html_page",
    "application/pdf": "text_files.pdf:extract_pdf",
    WORD_TYPE: "text_files.word:extract_word",
    "message/rfc822": "text_files.mail:extract_mail",
}
TYPES_WITH_PARTS = ("application/zip", "application/warc")
# Names that Python gives these acts: to reach the network, or to start another program.
_REFUSED_EVENTS = frozenset(
    """socket.connect socket.bind socket.sendto socket.sendmsg socket.getaddrinfo
    socket.gethostbyname socket.gethostbyaddr subprocess.Popen os.system os.exec
    os.posix_spawn os.fork os.forkpty""".split()
)


def load_reader(name: str) -> Any:
    """A function by its name below this package, as ``module:function``."""
    return resolve_name(f"{__package__}.{name}")


def read_file(media_type: str, content: bytes) -> dict[str, Any]:
    """What the file says, or the code of the problem."""
    try:
        if media_type in PAGE_READERS:
            return {"page": load_reader(PAGE_READERS[media_type])(content).to_json()}
        if media_type in TYPES_WITH_PARTS:
            parts = load_reader("packed:list_parts")(media_type, content)
            return {"parts": [asdict(part) for part in parts]}
        read_bibliography = load_reader("bibliographies:read_bibliography")
        works, untitled = read_bibliography(media_type, content)
        return {"works": [asdict(work) for work in works], "untitled": untitled}
    except ExtractionError as error:
        return {"problem": error.code}
    except (MemoryError, RecursionError):
        return {"problem": "too-large"}


def write_answer(answer: dict[str, Any]) -> str:
    """The answer as JSON. The site holds it in memory, so it says `too-large` where a
    small file unpacked to more text than an article has."""
    text = json.dumps(answer)
    if len(text) > MOST_ANSWER_CHARACTERS:
        return json.dumps({"problem": "too-large"})
    return text


def set_limits() -> None:
    """Bound memory, time and writing of this process, let the site go first, and close
    its doors."""
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_LIMIT, SECONDS_LIMIT + 1))
    written = (WRITTEN_BYTES_LIMIT, WRITTEN_BYTES_LIMIT)
    resource.setrlimit(resource.RLIMIT_FSIZE, written)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse_event)


def _refuse_event(event: str, _arguments: tuple[Any, ...]) -> None:
    if event in _REFUSED_EVENTS:
        raise PermissionError(f"{event} is not for a process that reads files")


def find_marks(media_type: str, content: bytes) -> dict[str, Any]:
    """The marks of the file, each as kind and detail."""
    marks = load_reader("file_marks:find_file_marks")(media_type, content)
    return {"marks": [[mark.kind, mark.detail] for mark in marks]}


def unpack_part(media_type: str, number: str, content: bytes) -> dict[str, Any]:
    """A part of the file, or the code of the problem."""
    try:
        take_part = load_reader("packed:take_part")
        part = take_part(media_type, content, int(number))
    except ExtractionError as error:
        return {"problem": error.code}
    except MemoryError:
        return {"problem": "too-large"}
    return {"part": base64.b64encode(part).decode()}


if __name__ == "__main__":
    set_limits()
    what, content = sys.argv[1], sys.stdin.buffer.read()
    if what == "--part":
        print(json.dumps(unpack_part(sys.argv[2], sys.argv[3], content)))
    else:
        act = find_marks if what == "--marks" else read_file
        print(write_answer(act(sys.argv[-1], content)))
