"""Who may what: the addresses of figures."""

from tests.access.expect import Row

FIGURES: dict[str, Row] = {}
