"""What an honest reader waits while somebody attacks the site, on this machine only."""
