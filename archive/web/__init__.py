"""The readers' pages, one module per noun."""
