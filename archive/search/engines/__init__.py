"""One package per engine, behind one protocol."""
