"""Prints how many cases of the CSL project's test suite pass: see `csl_suite.py`."""

from __future__ import annotations

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
django.setup()

from tests.citations.csl_suite import main  # noqa: E402

main(sys.argv[1:])
