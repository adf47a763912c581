"""The search page, its files, and many searches at once."""
