"""What of surveys hangs on a department in the matrix."""

from typing import Any

from tests.access.side import Side


def objects(side: Side) -> dict[str, Any]:
    return {}
