"""How `serve` runs: a process for the pages, one for the work behind them, and a parent
that starts either again when it dies."""
