"""What an entry rests on: numbered sources and where they come from."""
