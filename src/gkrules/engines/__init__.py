"""Engines: what a rule says of a record. `reference` is the meaning; every other engine is tested against it."""
