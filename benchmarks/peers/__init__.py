"""Other search engines on the same records, behind one protocol."""
