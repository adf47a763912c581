"""What the archive keeps of those who work at the desk, besides their accounts."""
