"""The compiled engine: one generated Python function per subject, equal to the reference on every rule and record."""
