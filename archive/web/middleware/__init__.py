"""What happens to every request and answer."""
