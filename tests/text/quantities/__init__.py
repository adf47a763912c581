"""Tests of numbers, amounts and notations."""
