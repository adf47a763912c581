"""A web page read as an article: its head, its text, its pictures."""
