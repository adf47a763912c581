"""What a search shows: hits with snippets, facets, similar entries."""
