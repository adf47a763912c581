"""The engine on a real cluster of three nodes."""

from functools import cache
from pathlib import Path

from archive.search.engines.opensearch.engine import OpenSearch
from tests.opensearch.running import make_address


class OneIndex(OpenSearch):
    """Whatever the folder, the same index, emptied where it would be made: making one
    takes a second."""

    def _name_index(self, folder):
        return super()._name_index(Path("generation-1"))

    def create(self, folder):
        if self.list_indexes():
            self.write(folder, (), [pk for pk, _digest in self.list_digests(folder)])
        else:
            super().create(folder)

    def close(self):
        """Keep the connections for the next example."""


@cache
def make_engine():
    """The engine on the cluster of this run."""
    address = make_address()
    return OneIndex(lambda: address)
