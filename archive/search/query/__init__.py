"""What a reader typed, parsed into the query tree that engines evaluate."""
