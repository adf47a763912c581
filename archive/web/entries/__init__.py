"""The pages of articles, photos, sources and events, and their addresses."""
