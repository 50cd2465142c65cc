"""Consent, notice and transfers (KVKK art. 5, 6, 9 and 10): texts in versions, and what was said under each."""
