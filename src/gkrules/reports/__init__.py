"""Reports: one module for each format, from a Report to text."""
