"""The office's list of units: what each is called, in both languages, and where it stands."""
