"""What readers leave: baskets, batch searches and error reports."""
