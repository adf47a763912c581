"""A folder in the form BagIt (RFC 8493): files with a manifest of their SHA-256.

Written while the files are, so that each is read once; `sha256sum -c` checks it too.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from archive import __version__

BYTES_A_READ = 1 << 20
DECLARATION = "bagit.txt"
INFO = "bag-info.txt"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
TAG_FILES = (DECLARATION, INFO, MANIFEST)
DECLARED = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")
ESCAPED = {"%": "%25", "\n": "%0A", "\r": "%0D"}  # in names, by RFC 8493
ReportFiles = Callable[[int, int], object]  # files done, files in all


class BackupError(RuntimeError):
    """A backup that cannot be written or restored; the message says what to do."""


class HashedFile:
    """A new file, for its owner only, that hashes what is written to it."""

    def __init__(self, path: Path) -> None:
        make_private_folder(path.parent)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self.file = os.fdopen(handle, "wb")
        self.hash = sha256()
        self.size = 0

    def write(self, content: bytes) -> None:
        """Write bytes."""
        self.file.write(content)
        self.hash.update(content)
        self.size += len(content)


class BagWriter:
    """Writes a bag into an empty folder; `finish` comes last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hashes: dict[str, str] = {}
        self.size = 0

    @contextmanager
    def create_file(self, name: str) -> Iterator[HashedFile]:
        """A file of the payload, by its name below `data/`."""
        file = HashedFile(self.folder / "data" / name)
        with file.file:
            yield file
        self.hashes[f"data/{name}"] = file.hash.hexdigest()
        self.size += file.size

    def finish(self) -> None:
        """Write the manifests, and wait until the disk has everything."""
        info = (
            f"Bag-Software-Agent: Surveillance Archive {__version__}\n"
            f"Bagging-Date: {datetime.now(UTC):%Y-%m-%d}\n"
            f"Payload-Oxum: {self.size}.{len(self.hashes)}\n"
        )
        tags = {
            DECLARATION: DECLARED,
            INFO: info.encode(),
            MANIFEST: _write_manifest(self.hashes),
        }
        hashes = {name: sha256(content).hexdigest() for name, content in tags.items()}
        for name, content in {**tags, TAG_MANIFEST: _write_manifest(hashes)}.items():
            file = HashedFile(self.folder / name)
            with file.file:
                file.write(content)
        os.sync()


def make_private_folder(path: Path) -> None:
    """Create a folder, and those above it, for their owner only."""
    for folder in [*reversed(path.parents), path]:
        if not folder.is_dir():
            folder.mkdir(mode=0o700, exist_ok=True)


def read_chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, a megabyte at a time."""
    with path.open("rb") as file:
        while chunk := file.read(BYTES_A_READ):
            yield chunk


def compute_sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    digest = sha256()
    for chunk in read_chunks(path):
        digest.update(chunk)
    return digest.hexdigest()


def check_bag(
    folder: Path, report: ReportFiles = lambda _done, _all: None
) -> dict[str, str]:
    """Compare every file with the manifests; the hashes of the payload by name.

    Reads every byte. Raises `BackupError` that names each file that was changed, is
    missing, or is in no manifest.
    """
    if not (folder / DECLARATION).is_file() or not (folder / TAG_MANIFEST).is_file():
        raise BackupError(f"{folder} isn't a complete backup.")
    tags = _read_manifest(folder / TAG_MANIFEST)
    if set(tags) != set(TAG_FILES):
        raise BackupError(f"{TAG_MANIFEST} was changed: {_ADVICE}")
    for name in TAG_FILES:
        if not (folder / name).is_file() or compute_sha256(folder / name) != tags[name]:
            raise BackupError(
                f"{name} or its line in {TAG_MANIFEST} was changed: {_ADVICE}"
            )
    if (folder / DECLARATION).read_bytes() != DECLARED:
        raise BackupError(f"{DECLARATION}: we don't know this version of BagIt.")
    listed = _read_manifest(folder / MANIFEST)
    wrong = [
        f"{name}: {what}" for name, what in _find_wrong_files(folder, listed, report)
    ]
    if wrong:
        raise BackupError("\n".join([*wrong, f"The backup was changed: {_ADVICE}"]))
    return listed


def _find_wrong_files(
    folder: Path, listed: dict[str, str], report: ReportFiles
) -> Iterator[tuple[str, str]]:
    for done, (name, digest) in enumerate(listed.items(), start=1):
        path = folder / name
        if path.is_symlink() or not path.is_file():
            yield name, "is missing"
        elif compute_sha256(path) != digest:
            yield name, f"is not what {MANIFEST} says"
        report(done, len(listed))
    listed_names = {*listed, *TAG_FILES, TAG_MANIFEST}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not (path.is_dir() and not path.is_symlink()) and name not in listed_names:
            yield name, "is in no manifest"


def _write_manifest(hashes: dict[str, str]) -> bytes:
    lines = [f"{digest}  {_escape_name(name)}\n" for name, digest in hashes.items()]
    return "".join(lines).encode()


def _read_manifest(path: Path) -> dict[str, str]:
    digests: dict[str, str] = {}
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise BackupError(f"{path.name} was changed: {_ADVICE}") from error
    for line in text.split("\n")[:-1]:
        parts = LINE.fullmatch(line)
        name = _restore_name(parts[2]) if parts else ""
        outside = name.startswith("/") or ".." in name.split("/")
        if not parts or outside or name in digests:
            raise BackupError(f"{path.name} was changed: {_ADVICE}")
        digests[name] = parts[1]
    if not text.endswith("\n"):
        raise BackupError(f"{path.name} was cut: {_ADVICE}")
    return digests


def _escape_name(name: str) -> str:
    return "".join(ESCAPED.get(letter, letter) for letter in name)


def _restore_name(name: str) -> str:
    for letter, escaped in reversed(ESCAPED.items()):
        name = name.replace(escaped, letter)
    return name


_ADVICE = "take another copy of it. Nothing was restored."
