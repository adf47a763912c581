"""Numbers, amounts and dates as texts print them, and as readers see them."""
