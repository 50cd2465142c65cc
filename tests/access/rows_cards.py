"""Who may what: the addresses of cards."""

from tests.access.expect import Row

CARDS: dict[str, Row] = {}
