"""Moments: days with a time, in a time zone."""
