"""The numbered sources of an entry, and where the sources got their information."""
