"""The readers' pages, a folder for each thing that readers do."""
