"""The public log at its addresses: checkpoint, tiles, proofs."""
