"""The frame of every page: template context, style sheet, fonts."""
