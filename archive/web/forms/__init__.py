"""Fields and problem messages that the forms of all pages share."""
