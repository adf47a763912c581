"""What no single module holds: the way of a field, the life of a record."""
