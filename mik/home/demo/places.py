"""Where the demo's graduates live and work."""

from mik.home.demo.names import Chance
from mik.people.models import Person

# Plate codes: most stay by the Black Sea or go to the big cities.
PROVINCES: dict[str, float] = {
    "61": 24, "34": 22, "06": 12, "53": 6, "55": 5.5, "52": 4, "28": 4.5, "35": 4.5, "16": 3.5, "41": 4, "08": 2.2,
    "29": 1.8, "25": 2, "69": 0.8, "07": 2.2, "59": 1.2, "54": 1.6, "42": 1.2, "38": 1, "26": 1.2, "01": 1, "27": 0.9,
    "33": 0.8, "60": 0.7, "05": 0.6, "19": 0.5, "58": 0.8, "24": 0.7, "67": 0.6, "77": 0.6, "48": 0.7, "21": 0.6,
    "65": 0.4, "44": 0.5, "63": 0.4, "10": 0.7, "17": 0.4, "20": 0.6, "45": 0.6, "57": 0.5, "37": 0.4, "81": 0.4,
}  # fmt: skip
COUNTRIES: dict[str, float] = {
    "DE": 30, "NL": 11, "US": 12, "GB": 11, "CA": 5, "AT": 5, "SE": 4, "FR": 4, "CH": 4, "AE": 5, "QA": 4, "AU": 3,
    "AZ": 3, "NO": 2, "IT": 2,
}  # fmt: skip
ABROAD = 5  # per cent


def home_of(chance: Chance, person: Person) -> tuple[str, str]:
    """Country and plate code; foreigners mostly went home."""
    if person.nationality != "TR" and chance.likely(65):
        return person.nationality, ""
    if chance.likely(ABROAD):
        return chance.weighted(COUNTRIES), ""
    return "TR", chance.weighted(PROVINCES)
