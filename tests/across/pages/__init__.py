"""All pages alike."""
