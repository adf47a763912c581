"""The segments of a page that was read, as editors arrange them before it is saved."""
