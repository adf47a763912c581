"""Counts of public entries by month, region and tag."""
