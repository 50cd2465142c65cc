"""Who may what: the addresses of surveys."""

from tests.access.expect import Row

SURVEYS: dict[str, Row] = {}
