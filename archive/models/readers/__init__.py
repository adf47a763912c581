"""What readers create: baskets, batch searches and error reports."""
