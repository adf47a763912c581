"""What is said where a call of Haystack's can't be answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from haystack.exceptions import SearchBackendError

from archive.search.engines.protocol import (
    IndexUnreachable,
    IndexUnreadable,
    IndexUnwritable,
)


class UnsupportedSearchError(SearchBackendError, NotImplementedError):
    """Our engines can't do this; the message names what to use instead. Whoever catches
    Haystack's `SearchBackendError` catches it too."""

    def __init__(self, call: str, instead: str) -> None:
        super().__init__(f"{call} is not supported: {instead}")


class IndexMissingError(SearchBackendError):
    """There is no index that can be read or written now."""


@contextmanager
def translate_index_errors() -> Iterator[None]:
    """Raise what our index raises as Haystack's `SearchBackendError`."""
    try:
        yield
    except IndexUnreachable as error:
        raise IndexMissingError(str(error)) from error
    except IndexUnreadable as error:
        raise IndexMissingError(
            "There is no search index, or it is old or damaged. "
            "Run `manage.py rebuild_index`"
        ) from error
    except IndexUnwritable as error:
        raise IndexMissingError(
            f"The search index can't be written: {error}"
        ) from error
    except BlockingIOError as error:
        raise IndexMissingError("Another rebuild runs: wait for its end") from error
