"""The engines, each against a plain evaluation."""

from importlib.util import find_spec

import pytest

from archive.search.engines.whoosh.engine import Whoosh


def _tantivy():
    module = pytest.importorskip(
        "archive.search.engines.tantivy.engine", exc_type=ImportError
    )
    return module.Tantivy()


ENGINES = pytest.mark.parametrize(
    "make",
    [
        pytest.param(Whoosh, id="whoosh"),
        pytest.param(
            _tantivy,
            id="tantivy",
            marks=pytest.mark.skipif(
                find_spec("tantivy") is None,
                reason="tantivy is not installed: pip install .[tantivy]",
            ),
        ),
    ],
)
