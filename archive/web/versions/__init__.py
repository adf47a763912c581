"""An entry as it was: its versions, their differences, Memento."""
