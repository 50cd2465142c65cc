"""What a list can be narrowed to, as links with counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from mik.common.keyset import PARAMETERS


@dataclass(frozen=True)
class Choice:
    """A value, how many rows it would show (None: not counted), where the list is with it, or without it again."""

    label: str
    count: int | None
    url: str
    chosen: bool = False


@dataclass(frozen=True)
class Facet:
    label: str
    choices: list[Choice]


def link_to(data: QueryDict, *, clearing: Iterable[str], wanted: Mapping[str, str]) -> tuple[str, bool]:
    """Where the list is with the filter ``wanted``, or without it where it is in force; and whether it is.

    ``clearing``: the parameters the facet stands for. A place in the list does not outlive its filter.
    """
    chosen = all(data.get(name) == asked for name, asked in wanted.items())
    rest = data.copy()
    for name in (*clearing, *PARAMETERS):
        rest.pop(name, None)
    if not chosen:
        rest.update(dict(wanted))
    return f"?{rest.urlencode()}", chosen
