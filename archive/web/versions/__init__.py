"""Earlier versions of an entry: pages, comparisons, and Memento for programs."""
