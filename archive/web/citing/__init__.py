"""How to cite an entry, a region or a search, and whether a quotation is exact."""
