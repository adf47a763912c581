"""The archives and questions that are measured with: real texts or invented ones."""
