"""Pages about the archive, and the files that programs look for."""
