"""The page on which the segments of an intake are arranged."""
