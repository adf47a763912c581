"""A cluster of OpenSearch of the tests' own."""
