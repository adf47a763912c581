"""What an operator asks about: when commands ran, and when files were compared."""
