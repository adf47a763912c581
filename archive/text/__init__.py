"""Language: how text is folded, segmented, dated and numbered; plain Python."""
