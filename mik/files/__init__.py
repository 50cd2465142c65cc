"""Uploaded files: encrypted at rest, read only through the object they hang on."""
