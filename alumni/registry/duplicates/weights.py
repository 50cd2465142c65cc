"""How much each agreement and disagreement says: the frozen table of the search.

``m`` is how often a level occurs between two records of one person, ``u`` between records of two. The weight of a
level is log2(m / u), in bits. ``u`` None: taken from the registry at hand, as the share of records that have this very
name, birth date, cohort or address, so that «Mehmet Yılmaz» says less than a rare name (term frequency).

Source: ``m`` counted over the true pairs, ``u`` over random pairs of 30,000 generated graduates each, seeds 101 to 103
of ``tests/bench/people.py`` (``python -m tests.bench.training`` prints both again), rounded. What never occurred there
keeps a small m, for no list is without mistakes; identifiers keep a small u. Where a level has to speak of people whom
the random pair does not show (twins, fathers and sons), u was raised by hand; those say so.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Level:
    m: float
    u: float | None = None


# From this probability on two records are shown as possibly one person.
THRESHOLD = 0.90
# What is expected before anything is compared: in a registry of n records, this many pairs of one person for each
# record; of all n²/2 pairs these are 2 * EXPECTED / n.
EXPECTED = 0.10
# No name, date or cohort counts as rarer than this many records: one rare name alone proves nothing.
RAREST = 3
# Who was born on one day studied in the same years: beside an equal birth date, being of one cohort is so many times
# less surprising.
SAME_YEARS = 8
# What relatives share says nothing where the given names are not the same: a birth date (twins), a cohort, the
# telephone of the family. Nor does the telephone between two generations of one name. Such levels are "family".
FAMILY = ("birth", "place", "email", "phone")

TABLE: dict[str, dict[str, Level]] = {
    "given": {
        "equal": Level(0.85),
        "order": Level(0.002, 2e-6),
        "part": Level(0.04),
        "near": Level(0.077, 2e-3),  # by hand: brothers and sisters, twins above all, bear names alike
        "initial": Level(0.0065, 1e-3),  # by hand: an initial fits many
        "overlap": Level(0.01, 2e-2),  # by hand: sisters and brothers share a second name
        "alike": Level(0.01, 5e-2),  # by hand: two established names a letter apart, as twins bear them
        "different": Level(0.03, 0.93),
    },
    "surname": {
        "equal": Level(0.845),
        "near": Level(0.077, 1e-3),
        "former": Level(0.018),
        "part": Level(0.0105),
        "other": Level(0.034, 0.99),  # a woman, or nobody knows: marriage may have changed it
        "different": Level(0.0136, 0.99),
    },
    "swapped": {"yes": Level(0.018)},
    "birth": {
        "equal": Level(0.94),
        "swapped": Level(0.01, 3e-5),
        "digit": Level(0.03, 1.5e-3),
        "year": Level(0.019, 9e-4),
        "same_year": Level(0.002, 1.7e-2),
        "different": Level(0.004, 0.98),
    },
    "sex": {"equal": Level(0.995, 0.52), "different": Level(0.005, 0.48)},
    "national": {"equal": Level(0.99, 1e-9), "different": Level(1e-5, 1.0)},
    "passport": {"equal": Level(0.70, 1e-8), "different": Level(0.30, 1.0)},
    "email": {"equal": Level(0.465), "different": Level(0.535, 1.0)},
    "phone": {"equal": Level(0.465), "different": Level(0.535, 1.0)},
    "student": {"equal": Level(0.97, 1e-5), "different": Level(0.03, 1.0)},
    "diploma": {"equal": Level(0.97, 5e-5), "different": Level(0.03, 1.0)},
    "place": {
        "cohort": Level(0.74),
        "year_off": Level(0.033),
        "degree": Level(0.17),
        "far": Level(0.003, 0.02),
        "elsewhere": Level(0.06, 0.50),
        "generation": Level(0.002, 0.48),  # years that one life of study does not span: fathers and sons
    },
}
