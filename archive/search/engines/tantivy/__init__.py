"""The engine on tantivy, an extra: for hundreds of thousands of entries and more."""
