"""The engine side by side with its peers: one load, one machine, one run, ratios."""
