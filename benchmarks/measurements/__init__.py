"""What is measured of our own side: searches, pages, exports, citations, relevance."""
