"""History: revisions, corrections, import runs and time stamps."""
