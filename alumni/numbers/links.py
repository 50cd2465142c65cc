"""Where a number leads: to the list of the very graduates it counts, where the registry's filters can say which."""

from collections.abc import Mapping
from urllib.parse import urlencode

from alumni.numbers.engine import Filters
from alumni.registry.filters import GraduateFilter
from alumni.registry.scopes import Scope

# The list knows a graduate's places of work too, no sex and no sector, and asks year, level and unit of one diploma.
SAID = {"bolum": "birim", "duzey": "duzey", "uye": "uye"}


def list_url(scope: Scope, filters: Filters, chosen: Mapping[str, str]) -> str:
    """The registry's list of these graduates; empty where it has no filter for something chosen."""
    wanted = {code: values[0] for code, values in filters.values.items()} | dict(chosen)
    first, last = filters.year_from, filters.year_to
    asked: dict[str, object] = {}
    for code, key in wanted.items():
        if code in {"yil", "donem"} and key:
            low, high = int(key), int(key) + (9 if code == "donem" else 0)
            first, last = max(first or low, low), min(last or high, high)
        elif code in SAID and key:
            asked[SAID[code]] = key
        else:
            return ""
    asked |= {name: year for name, year in (("yil_ilk", first), ("yil_son", last)) if year}
    offered = set(GraduateFilter.base_filters) - (set() if scope.is_office else {"birim"})
    return f"{scope.urls['graduate_list']}?{urlencode(asked)}" if set(asked) <= offered else ""
