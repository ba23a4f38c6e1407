"""A corpus of invented documents with their personal data marked: templates in two halves of different wording."""
