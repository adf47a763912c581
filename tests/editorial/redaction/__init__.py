"""Withholding and erasing words."""
