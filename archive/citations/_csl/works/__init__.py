"""The works of a document: their order, citations, and what tells them apart."""
