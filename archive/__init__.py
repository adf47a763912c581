"""The surveillance archive: one app whose folders are layers."""
