"""How many readers one machine serves, and what they wait."""
