"""What the archive added, corrected and withdrew: a page and its feed."""
