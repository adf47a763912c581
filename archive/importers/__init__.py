"""What comes in: pages, reviewed files, vocabularies, the demonstration."""
