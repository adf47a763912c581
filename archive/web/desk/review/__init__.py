"""Reading an entry before it is published: what changed, comments, and the decision."""
