"""Each engine by a setting, and what Haystack's ways find in it."""

from tests.search.haystack.conftest import engine as engine
from tests.search.haystack.conftest import records as records
