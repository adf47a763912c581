"""The engine on whoosh, whose files are read as arrays."""
