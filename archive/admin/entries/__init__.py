"""Admin pages of entries and narratives."""
