"""The pages of regions, their maps and counts."""
