"""The engines, each against a plain evaluation."""
