"""The page of a story: an article with all that belongs to it, made in place."""
