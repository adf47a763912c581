"""Commands: arguments, progress, exit code; no logic."""
