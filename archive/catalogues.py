"""Catalogues of translations, compiled at start: no gettext program is needed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogues(source: Path, target: Path) -> list[str]:
    """Write each `xx/LC_MESSAGES/django.po` as `.mo` below `target`, where it changed.

    The compiled file takes the time of its source, which tells whether it is of it.
    Returns the languages written.
    """
    written = []
    for po in sorted(source.glob("*/LC_MESSAGES/django.po")):
        mo = target / po.relative_to(source).with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime_ns == po.stat().st_mtime_ns:
            continue
        _compile(po, mo)
        written.append(po.parent.parent.name)
    return written


def _compile(po: Path, mo: Path) -> None:
    """One file, beside its place and then into it: others may be reading."""
    mo.parent.mkdir(parents=True, exist_ok=True)
    with po.open("rb") as file:
        catalogue = read_po(file)
    time = po.stat().st_mtime_ns
    with tempfile.NamedTemporaryFile(dir=mo.parent, delete=False) as new:
        write_mo(new, catalogue)
    os.utime(new.name, ns=(time, time))
    Path(new.name).replace(mo)
