"""The surveillance archive: one app whose folders are layers."""

__version__ = "0.3.0"
