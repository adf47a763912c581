"""What web pages and files say, read in a process of their own with limits."""
