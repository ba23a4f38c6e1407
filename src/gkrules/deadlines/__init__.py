"""Time limits: from the events of a record to due dates, states, and the day-by-day account."""
