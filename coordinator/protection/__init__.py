"""The desk of data protection (KVKK): requests, erasure, retention, breaches, the processing inventory."""
