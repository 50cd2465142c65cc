"""Where a number leads: to the list of the very graduates it counts, where the registry's filters can say which."""

from collections.abc import Mapping
from urllib.parse import urlencode

from alumni.numbers.dimensions import UNKNOWN
from alumni.numbers.engine import Filters
from alumni.registry import number_filters
from alumni.registry.scopes import Scope

# The list's name of each dimension. Unit, level and year it asks of one diploma, as a cell does.
OF_DIPLOMA = {"fakulte": "fakulte", "bolum": "birim", "program": "program", "duzey": "duzey"}
OF_PERSON = {
    "cinsiyet": "cinsiyet", "uyruk": "uyruk", "ulke": "ev_ulke", "il": "ev_il", "sektor": "sektor", "uye": "uye",
    "ulasim": "ulasim",
}  # fmt: skip
# A cell of both is about one home, the list's two filters may be about two.
HOMES = {"ulke", "il"}


def list_url(scope: Scope, filters: Filters, chosen: Mapping[str, str]) -> str:
    """The registry's list of these graduates; empty where it has no filter for something chosen."""
    wanted = {code: values[0] for code, values in filters.values.items()} | dict(chosen)
    first, last = filters.year_from, filters.year_to
    # The list shows records that wait to be confirmed, too; no number counts them.
    asked: dict[str, object] = {"sayilan": number_filters.YES}
    for code, key in wanted.items():
        if code in {"yil", "donem"} and key:
            low, high = int(key), int(key) + (9 if code == "donem" else 0)
            first, last = max(first or low, low), min(last or high, high)
        elif code in OF_PERSON:
            asked[OF_PERSON[code]] = number_filters.UNKNOWN if key == UNKNOWN else key
        elif code in OF_DIPLOMA and key:
            asked[OF_DIPLOMA[code]] = key
        else:
            return ""
    asked |= {name: year for name, year in (("yil_ilk", first), ("yil_son", last)) if year}
    if wanted.keys() >= HOMES or (not scope.is_office and asked.keys() & {"birim", "fakulte"}):
        return ""
    return f"{scope.urls['graduate_list']}?{urlencode(asked)}"
