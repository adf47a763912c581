"""Two filters side by side: numbers, what they have in common, first reports."""
