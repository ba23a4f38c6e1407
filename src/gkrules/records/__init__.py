"""The data dictionary and the records read by it."""
