"""Translation catalogues: updated, checked and compiled."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation.template import templatize

METHODS = (
    ("archive/migrations/**.py", "ignore"),
    ("archive/**.py", "python"),
    ("templates/**.*", f"{__name__}:extract_template"),
)
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
IDLE = (  # headers that say nothing, or change at every run
    '"Project-Id',
    '"Report-',
    '"POT-',
    '"PO-Rev',
    '"Last-',
    '"Language-T',
    '"Gen',
)
FORBIDDEN = {"de": ("ß", "„", "“")}  # Swiss spelling: ss and «…»
WIDTH = 88


def list_catalogues() -> list[Path]:
    """The `django.po` of each language."""
    return sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po"))


def extract_template(
    file: IO[bytes],
    keywords: Mapping[str, Any],
    comment_tags: Collection[str],
    options: object,
) -> Iterator[Any]:
    """Babel's way to read a template: Django makes Python of it.

    The bracket around it lets Python overlook how its lines are indented.
    """
    source = f"({templatize(file.read().decode())}\n)".encode()
    yield from extract_python(io.BytesIO(source), keywords, comment_tags, {})


def collect_strings(base: Path) -> Catalog:
    """Every string of code and templates, without translations."""
    collected = Catalog(fuzzy=False)
    for path, _line, text, _comments, context in extract_from_dir(
        base, METHODS, keywords=KEYWORDS
    ):
        collected.add(text, locations=[(path, 0)], context=context)
    return collected


def update_catalogue(po: Path, collected: Catalog) -> int:
    """Update a catalogue; returns how many strings have no translation.

    A changed string counts as new, and unused ones are removed.
    """
    catalogue = _read_catalogue(po)
    catalogue.update(collected, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    _write_catalogue(po, catalogue)
    return sum(1 for message in catalogue if message.id and not _is_translated(message))


def tidy_catalogue(po: Path) -> None:
    """Rewrite a catalogue in the format that all our tools write."""
    _write_catalogue(po, _read_catalogue(po))


def find_problems(po: Path, collected: Catalog) -> Iterator[str]:
    """The problems of a catalogue, a line each."""
    catalogue = _read_catalogue(po)
    language = po.parent.parent.name
    problems = (
        _find_untranslated(catalogue, collected),
        _find_unused(catalogue, collected),
        _find_errors(catalogue, FORBIDDEN.get(language, ())),
    )
    yield from (f"{language}: {problem}" for problem in chain(*problems))


def _list_messages(catalogue: Catalog) -> list[Message]:
    """All messages except the header."""
    return [message for message in catalogue if message.id]


def _find_untranslated(catalogue: Catalog, collected: Catalog) -> Iterator[str]:
    for message in _list_messages(collected):
        places = ", ".join(path for path, _line in message.locations)
        translation = catalogue.get(message.id, message.context)
        if translation is None:
            yield f"missing: {message.id!r} ({places})"
        elif not _is_translated(translation):
            yield f"not translated: {message.id!r} ({places})"


def _find_unused(catalogue: Catalog, collected: Catalog) -> Iterator[str]:
    for message in _list_messages(catalogue):
        if collected.get(message.id, message.context) is None:
            yield f"no longer used: {message.id!r}"


def _find_errors(catalogue: Catalog, forbidden: tuple[str, ...]) -> Iterator[str]:
    """What Babel objects to in a translation, and signs that it may not have."""
    for message in _list_messages(catalogue):
        yield from (str(error) for error in message.check(catalogue))
        translation = "".join(_list_forms(message))
        for sign in forbidden:
            if sign in translation and sign not in str(message.id):
                yield f"{sign} in {translation!r}"


def compile_catalogues() -> list[str]:
    """Compile each `django.po` that changed since; returns the languages.

    A compiled file gets the time of its source, which tells whether it is current.
    Raises `CommandError` where one is missing or outdated and cannot be written.
    """
    written = []
    paths = map(Path, settings.LOCALE_PATHS)
    for po in sorted(chain(*(path.glob("*/LC_MESSAGES/django.po") for path in paths))):
        mo = po.with_suffix(".mo")
        changed = po.stat().st_mtime_ns
        compiled = mo.stat().st_mtime_ns if mo.exists() else 0
        if compiled == changed:
            continue
        try:
            _compile_catalogue(po, mo)
        except OSError as error:
            if compiled > changed:  # made by `compilemessages`, in a read-only checkout
                continue
            raise CommandError(
                f"{po.parent} cannot be written, and its django.mo is missing or older "
                "than django.po. Run this once as an account that may write there: "
                "python3 manage.py translations --compile"
            ) from error
        written.append(po.parent.parent.name)
    return written


def _compile_catalogue(po: Path, mo: Path) -> None:
    """One file, beside its place and then into it: others may be reading."""
    time = po.stat().st_mtime_ns
    with tempfile.NamedTemporaryFile(dir=mo.parent, delete=False) as new:
        write_mo(new, _read_catalogue(po))
    os.utime(new.name, ns=(time, time))
    Path(new.name).chmod(0o644)  # other accounts may serve
    Path(new.name).replace(mo)


def _read_catalogue(po: Path) -> Catalog:
    with po.open("rb") as file:
        return read_po(file, locale=po.parent.parent.name)


def _write_catalogue(po: Path, catalogue: Catalog) -> None:
    """Sorted by string, and without places, as Django's own: moving code is no diff."""
    text = io.BytesIO()
    write_po(text, catalogue, width=WIDTH, no_location=True, sort_output=True)
    lines = text.getvalue().decode().lstrip().splitlines(keepends=True)
    po.write_text("".join(line for line in lines if not line.startswith(IDLE)), "utf-8")


def _list_forms(message: Message) -> tuple[str, ...]:
    forms = message.string or ""
    return (forms,) if isinstance(forms, str) else tuple(forms)


def _is_translated(message: Message) -> bool:
    return not message.fuzzy and all(_list_forms(message))
