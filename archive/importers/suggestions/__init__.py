"""What a text suggests of its regions, tags, outlet and sources, for editors to accept
one by one."""
