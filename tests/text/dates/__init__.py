"""Tests of dates: EDTF, printed dates, dates in words."""
