"""History of changes, log of looks at personal data, the two database roles."""
