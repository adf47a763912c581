"""The fields of entries: how they are typed, checked and written."""
