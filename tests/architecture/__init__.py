"""The walls: sizes, documents, packages, privacy; import-linter holds the layers."""
