"""Passages found by meaning: their vectors, and the model that makes them."""
