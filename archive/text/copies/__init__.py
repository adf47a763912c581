"""What one text has of another: marks of the copy that it was read from, and words that
were taken over."""
