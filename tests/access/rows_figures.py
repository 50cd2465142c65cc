"""Who may what: the addresses of figures."""

from typing import Any

from tests.access.expect import OFFICE, VICE_RECTOR, Row, public, row
from tests.access.side import Side


def registered(side: Side) -> dict[str, Any]:
    return {"code": "registered"}


FIGURES: dict[str, Row] = {
    "figures:public": public(),
    "figures:public_download": public(),
    # Staff see the figures of their own duties; the vice-rector totals without the records.
    "coordinator:figure_list": row((*OFFICE, *VICE_RECTOR)),
    "coordinator:figure_download": row((*OFFICE, *VICE_RECTOR)),
    "coordinator:figure_detail": row((*OFFICE, *VICE_RECTOR), args=registered),
}
