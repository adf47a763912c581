"""Maps and bars as picture files, each with its credit and its address inside."""
