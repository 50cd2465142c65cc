"""Who may what: the addresses of announcements and mailings."""

from tests.access.expect import Row

NEWS: dict[str, Row] = {}
