"""The gentle reminder: a record nobody has confirmed for a year is asked about by mail, once and then yearly."""
