"""The pages of an entry at the desk: its form, its verbs, copies, withheld words."""
