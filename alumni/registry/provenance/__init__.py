"""Where each value of a record comes from, and what other sources say where they disagree."""
