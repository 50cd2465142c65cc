"""Run by Tryton's own interpreter: ``python tryton_way.py CONFIG DATABASE ROUNDS``, tasks as JSON on standard input.

Parties come in by ``import_data``, the CSV import of Tryton's clients, and beside it a tenth of them by ``create`` in
batches. Searches are what its web client asks when words are typed above the list of parties (sao, ``search_filter`` of
screen.js and ``load`` of model.js): up to 1,000 keys by ``rec_name``, the count where there are as many, and for the
first of them the columns of ``party_tree.xml``, as many rows as make a thousand cells. All as the administrator with
rights checked, as a client's call is. Prints rows a second, and the seconds of each search, as JSON.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from trytond import config

BATCH = 1000
LIMIT = 1000  # sao's: of keys, and of cells read at once
FIELDS = [
    "name", "identifiers/type", "identifiers/code", "contact_mechanisms/type", "contact_mechanisms/value",
    "addresses/street", "addresses/city",
]  # fmt: skip
COLUMNS = [
    "code", "name", "lang", "tax_identifier", "lang.rec_name", "tax_identifier.rec_name", "rec_name", "_timestamp",
    "_write", "_delete",
]  # fmt: skip
TABLES = "party_contact_mechanism, party_identifier, party_address, party_party"
ADMINISTRATOR = 1
# A party as it comes: name, identity number, [(kind, contact)], street, city.
Party = tuple[str, str, list[tuple[str, str]], str, str]


def lines_of(party: Party) -> Iterator[list[str]]:
    """As in the CSV: what there is more of stands in lines of its own, below."""
    name, number, contacts, street, city = party
    kind, value = contacts[0] if contacts else ("", "")
    yield [name, "tr_tckimlik", number, kind, value, street, city]
    for kind, value in contacts[1:]:
        yield ["", "", "", kind, value, "", ""]


def values_of(party: Party) -> dict[str, Any]:
    name, number, contacts, street, city = party
    mechanisms = [{"type": kind, "value": value} for kind, value in contacts]
    return {
        "name": name,
        "identifiers": [("create", [{"type": "tr_tckimlik", "code": number}])],
        "addresses": [("create", [{"street": street, "city": city}])],
        "contact_mechanisms": [("create", mechanisms)] if mechanisms else [],
    }


def main(settings: str, database: str, rounds: int) -> None:
    config.update_etc(settings)
    from trytond.pool import Pool

    Pool.start()
    Pool(database).init()
    tasks = json.load(sys.stdin)
    parties, some = tasks["parties"], tasks["parties"][: len(tasks["parties"]) // 10]
    created = timed(lambda: in_one_act(database, create, some))
    _execute(database, f"TRUNCATE {TABLES} CASCADE")
    imported = timed(lambda: in_one_act(database, bring_in, parties))
    _execute(database, "VACUUM ANALYZE")
    searches = [timed(partial(in_one_act, database, search, words)) for words in tasks["questions"] * rounds]
    sys.stdout.write(json.dumps({"create": len(some) / created, "import": len(parties) / imported, "search": searches}))


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_one_act(database: str, work: Callable[[Any, Any], object], given: Any) -> None:
    """A call of a client: a transaction of its own."""
    from trytond.pool import Pool
    from trytond.transaction import Transaction

    with Transaction().start(database, ADMINISTRATOR, context={"_check_access": True, "language": "en"}):
        work(Pool(), given)


def bring_in(pool: Any, parties: list[Party]) -> None:
    found = pool.get("party.party").import_data(FIELDS, [line for party in parties for line in lines_of(party)])
    assert found == len(parties)


def create(pool: Any, parties: list[Party]) -> None:
    for start in range(0, len(parties), BATCH):
        pool.get("party.party").create([values_of(party) for party in parties[start : start + BATCH]])


def search(pool: Any, words: str) -> None:
    model = pool.get("party.party")
    domain = [("rec_name", "ilike", f"%{words}%")]
    found = model.search(domain, limit=LIMIT)
    if len(found) == LIMIT:
        model.search_count(domain)
    model.read([party.id for party in found[: LIMIT // len(COLUMNS)]], COLUMNS)


def _execute(database: str, statement: str) -> None:
    from trytond.transaction import Transaction

    with Transaction().start(database, 0, autocommit=True) as act, act.connection.cursor() as cursor:
        cursor.execute(statement)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
