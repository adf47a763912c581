"""What `serve` has loaded into a database: stamps in `var/`, one a loader."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings


def get_stamp_path(command: str) -> Path:
    """The file that says from which fixtures a loader filled this database."""
    return Path(settings.VAR) / f"loaded-{command}-{_hash_database_address()}"


def read_loading_stamps() -> dict[str, str]:
    """What each stamp of this database says, by the loader's name."""
    end = f"-{_hash_database_address()}"
    return {
        path.name.removeprefix("loaded-").removesuffix(end): path.read_text()
        for path in sorted(Path(settings.VAR).glob(f"loaded-*{end}"))
    }


def replace_loading_stamps(stamps: dict[str, str]) -> None:
    """Have this database's stamps say this, and nothing else."""
    for path in Path(settings.VAR).glob(f"loaded-*-{_hash_database_address()}"):
        path.unlink()
    for command, content in stamps.items():
        get_stamp_path(command).write_text(content)


def _hash_database_address() -> str:
    place = settings.DATABASES["default"]
    named = "|".join(str(place.get(part, "")) for part in ("HOST", "PORT", "NAME"))
    return hashlib.sha256(named.encode()).hexdigest()[:12]
