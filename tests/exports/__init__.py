"""Tests of files that entries are given as."""
