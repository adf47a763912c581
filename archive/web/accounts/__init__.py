"""Pages on which people of the desk log in and look after their own account."""
