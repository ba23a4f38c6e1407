"""The rule language: from YAML files to checked rules."""
