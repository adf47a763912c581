"""Addresses become filters, and filters addresses."""
