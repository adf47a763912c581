"""Template tags and filters: values in the words and notation of the reader."""
