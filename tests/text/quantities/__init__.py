"""Tests of numbers, amounts and units in texts."""
