"""The lists of the desk: what is to be done, with filters and changes of many."""
