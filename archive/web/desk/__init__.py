"""The editors' desk: overview, previews and error reports."""
