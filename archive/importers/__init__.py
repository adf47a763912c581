"""What comes in: vocabularies and demonstration entries."""
