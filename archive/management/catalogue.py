"""A catalogue beside the strings it should hold: brought up to date, or checked."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.conf import settings
from django.utils import translation

from archive.labels import labels
from archive.management.strings import strings

FORBIDDEN = {"de": ("ß", "„", "“")}  # Swiss spelling: ss and «…»
WIDTH = 88
IDLE = tuple(  # headers that say nothing, or change at every run
    f'"{name}'
    for name in (
        "Project-Id",
        "Report-",
        "POT-",
        "PO-Rev",
        "Last-",
        "Language-T",
        "Gen",
    )
)


def template(base: Path) -> Catalog:
    """A catalogue of every string, without translations."""
    made = Catalog(project="surveillance-archive", fuzzy=False)
    for text, plural, context, (path, _line) in strings(base):
        ids = (text, plural) if plural else text
        made.add(ids, locations=[(path, 0)], context=context)
    if base == settings.BASE_DIR:
        with translation.override(None):
            for label, record in labels(apps.get_app_config("archive").get_models()):
                made.add(label, locations=[(f"archive/models ({record})", 0)])
    return made


def update(po: Path, base: Path) -> int:
    """Bring a catalogue up to date; how many strings it has no translation of.

    Nothing is guessed: a string that changed is a new one, and what is no longer used
    goes.
    """
    language = po.parent.parent.name
    kept = Catalog(locale=language, fuzzy=False)
    if po.exists():
        with po.open("rb") as file:
            kept = read_po(file, locale=language)
    kept.update(template(base), no_fuzzy_matching=True)
    kept.obsolete.clear()
    text = io.BytesIO()
    write_po(text, kept, width=WIDTH, include_lineno=False, sort_by_file=True)
    lines = text.getvalue().decode().splitlines(keepends=True)
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_text("".join(line for line in lines if not line.startswith(IDLE)), "utf-8")
    return sum(1 for message in kept if message.id and not _whole(message))


def problems(po: Path, base: Path) -> Iterator[str]:
    """What is wrong with a catalogue, a line each."""
    language = po.parent.parent.name
    with po.open("rb") as file:
        held = read_po(file, locale=language)
    for wanted in template(base):
        if wanted.id and (found := held.get(wanted.id, wanted.context)) is None:
            yield f"{language}: missing: {wanted.id!r} ({_places(wanted)})"
        elif wanted.id and found is not None and not _whole(found):
            yield f"{language}: not translated: {wanted.id!r} ({_places(wanted)})"
    used = {(message.id, message.context) for message in template(base)}
    for message in held:
        if not message.id:
            continue
        if (message.id, message.context) not in used:
            yield f"{language}: no longer used: {message.id!r}"
        yield from (f"{language}: {error}" for error in message.check(held))
        said = "".join(_said(message))
        for sign in FORBIDDEN.get(language, ()):
            if sign in said and sign not in str(message.id):
                yield f"{language}: {sign} in {said!r}"


def _said(message: Message) -> tuple[str, ...]:
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def _whole(message: Message) -> bool:
    return not message.fuzzy and all(_said(message))


def _places(message: Message) -> str:
    return ", ".join(path for path, _line in message.locations)
