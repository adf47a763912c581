"""The timeline, and narratives along it."""
