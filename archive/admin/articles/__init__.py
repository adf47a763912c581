"""Admin pages of articles, with their passages and captions."""
