"""Works of CSL: their variables, dates and labels."""
