"""Admin pages of regions, tags and outlets."""
