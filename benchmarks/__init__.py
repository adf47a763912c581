"""Speed, memory and relevance of the archive, measured beside others in one run."""
