"""Who may what: the addresses of the annual report."""

from tests.access.expect import Row

REPORT: dict[str, Row] = {}
