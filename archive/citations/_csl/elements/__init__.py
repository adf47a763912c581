"""Elements of a style that render one kind of data: names, dates, numbers."""
