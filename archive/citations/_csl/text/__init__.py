"""Text of references: fields, letter case, order, and runs with formats."""
