"""What frames every page: context, style sheet, fonts."""
