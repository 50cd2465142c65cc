"""Shared tools that know no domain: text, encrypted fields, tables, jobs, hooks."""
