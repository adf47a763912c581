"""Tests of dates, as EDTF and as newspapers print them."""
