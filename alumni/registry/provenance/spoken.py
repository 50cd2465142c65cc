"""Who spoke, as the history tells."""

from collections.abc import Iterable, Mapping
from typing import Any

from mik.accounts.models import Office
from mik.people.models import Source

OFFICES = frozenset({Office.COORDINATOR, Office.ASSISTANT, Office.ACTING, Office.STAFF})


def source_of_context(context: Mapping[str, Any], *, own: Iterable[int] = ()) -> str:
    """Who spoke, as the history tells: by the office in which somebody acted, else the member; "" for the platform."""
    role = str(context.get("role") or "")
    if role == Office.REPRESENTATIVE:
        return str(Source.REPRESENTATIVE)
    if role in OFFICES:
        return str(Source.OFFICE)
    return str(Source.MEMBER) if context.get("user") in set(own) else ""
