"""Faults on purpose, in archives of their own: what is lost, and how long it takes."""
