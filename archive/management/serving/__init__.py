"""How `serve` runs: processes for the pages, one for the work behind them, and a parent
that starts each again when it dies."""
