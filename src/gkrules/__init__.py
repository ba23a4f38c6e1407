"""gkrules: declarative compliance checks for open government (政务公开)."""
