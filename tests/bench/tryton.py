"""The registry beside Tryton's party module: bringing in 10,000 people, and searching among them by name.

Theirs is given rows that are read already and writes a party, an identifier (checked like ours), its contact mechanisms
and an address, by ``import_data`` (once: it takes minutes); ``create`` is printed beside it. Ours starts from the file
and writes person, record, graduation and contacts, encrypted and with history. Tryton has a virtual environment and a
database of its own, on the same server, with pg_trgm and its own indexes. Searches are what either list asks its server
for when words are typed above it: which records, how many, and the columns of the first of them. Both databases are
vacuumed first, as the server does by itself within a minute.
"""

import csv
import json
import os
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from alumni.registry.scopes import Scope, office_scope
from mik.accounts.models import Office
from tests.bench.apart import environment
from tests.bench.database import PREFIX, bench_database, drop
from tests.bench.importing import ROUNDS, bring_in, empty
from tests.bench.lists import FEMALE, HEADER, MALE, SURNAMES, write_csv_list
from tests.bench.measure import Measure, at_least, at_most, seconds
from tests.bench.search import ours
from tests.factories.accounts import UserFactory, appoint

ROWS = int(os.environ.get("BENCH_ROWS_TRYTON", 10_000))
REQUIREMENTS = (
    "trytond==8.2.1", "trytond-party==8.2.0", "trytond-country==8.2.0", "argon2-cffi==25.1.0",
    "argon2-cffi-bindings==26.2.0", "cffi==2.1.1", "defusedxml==0.7.1", "Genshi==0.7.12", "lxml==6.1.3",
    "MarkupSafe==3.0.4", "polib==1.2.0", "psycopg==3.3.9", "psycopg-binary==3.3.9", "psycopg-pool==3.3.3",
    "puremagic==1.30", "pwdlib==0.3.1", "pycparser==3.12", "python-dateutil==4.0.0", "python-sql==1.8.1",
    "python-stdnum==2.2", "relatorio==1.0.0", "simpleeval==1.0.8", "typing-extensions==4.16.0", "tzdata==2026.6",
    "Werkzeug==3.1.9",
)  # fmt: skip
WAY = Path(__file__).with_name("tryton_way.py")
NAME = PREFIX + "tryton"


def questions() -> list[str]:
    """Names of the list: given names, surnames, both, and the beginning of one."""
    chance = Random(61)
    both = [f"{chance.choice([*FEMALE, *MALE])} {chance.choice(SURNAMES)}" for _name in range(6)]
    return [*chance.sample(FEMALE, 4), *chance.sample(MALE, 4), *chance.sample(SURNAMES, 6), *both, "Mehm", "oğlu"]


def measures() -> Iterator[Measure]:
    with tempfile.TemporaryDirectory() as folder, bench_database("tryton_ours"):
        call_command("load_units", verbosity=0)
        path = write_csv_list(Path(folder) / "list.csv", ROWS)
        theirs = asked_of_tryton(Path(folder), parties(path))
        yield from compared(theirs, *asked_of_us(path))


def compared(theirs: dict[str, Any], speeds: list[float], searches: list[float]) -> Iterator[Measure]:
    print(f"# {', '.join(REQUIREMENTS[:2])}; rows/s: ours {statistics.median(speeds):,.0f},", end=" ")
    print(f"import_data {theirs['import']:,.0f}, create {theirs['create']:,.0f}")
    ratios = [speed / theirs["import"] for speed in speeds]
    yield at_least("tryton_import", 40, ratios, unit="rows/s of ours / of Tryton's import_data")
    pages, pages_of_theirs = medians(searches), medians(theirs["search"])
    shown = [statistics.median(found) * 1000 for found in (pages, pages_of_theirs)]
    print(f"# list median: ours {shown[0]:.1f} ms, Tryton {shown[1]:.1f} ms")
    rounds = [mine / other for mine, other in zip(pages, pages_of_theirs, strict=True)]
    yield at_most("tryton_search", 0.1, rounds, unit="list median of ours / of Tryton's")


def medians(searches: list[float]) -> list[float]:
    """Of each round of the questions."""
    size = len(questions())
    return [statistics.median(searches[start : start + size]) for start in range(0, len(searches), size)]


# --- ours ----------------------------------------------------------------------------------------


def asked_of_us(path: Path) -> tuple[list[float], list[float]]:
    """Rows a second of each import, seconds of each search."""
    speeds = []
    for _round in range(ROUNDS):
        empty()
        speeds.append(ROWS / seconds(lambda: bring_in(path)))
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    connections["owner"].close()
    scope = _office()
    return speeds, [_searched(scope, words) for words in questions() * ROUNDS]


def _searched(scope: Scope, words: str) -> float:
    return seconds(lambda: ours(scope, {"q": words}))


def _office() -> Scope:
    user = UserFactory.create()
    appoint(user, Office.COORDINATOR)
    return office_scope(user)


# --- theirs --------------------------------------------------------------------------------------


def parties(path: Path) -> list[list[Any]]:
    """The rows of the list as Tryton takes them; the department stands in for a street."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [_party(dict(zip(HEADER, row, strict=True))) for row in list(csv.reader(file, delimiter=";"))[1:]]


def _party(row: dict[str, str]) -> list[Any]:
    contacts = [("phone", row["CEP TELEFONU"]), ("email", row["E-MAIL"])]
    name = f"{row['ADI']} {row['SOYADI'].title()}"
    return [name, row["TC KİMLİK NO"], [pair for pair in contacts if pair[1]], row["BÖLÜM"], "Trabzon"]


def asked_of_tryton(folder: Path, found: list[list[Any]]) -> dict[str, Any]:
    python = environment(*REQUIREMENTS, into="tryton")
    owner = connections["owner"].settings_dict
    settings = folder / "trytond.conf"
    settings.write_text(
        f"[database]\nuri = postgresql://{owner['USER']}:{owner['PASSWORD']}@{owner['HOST']}:{owner['PORT']}/\n"
    )
    (folder / "password").write_text("karadeniz-1955")
    _make_database()
    try:
        admin = [str(python.with_name("trytond-admin")), "-c", str(settings), "-d", NAME, "-u", "party"]
        environ = os.environ | {"TRYTONPASSFILE": str(folder / "password")}
        _run([*admin, "--activate-dependencies", "--indexes", "--email", "tryton@ornek.example"], environ)
        tasks = json.dumps({"parties": found, "questions": questions()})
        told = _run([str(python), "-P", str(WAY), str(settings), NAME, str(ROUNDS)], environ, tasks)
        answers: dict[str, Any] = json.loads(told)
        return answers
    finally:
        drop(NAME)


def _run(command: list[str], environ: dict[str, str], given: str = "") -> str:
    done = subprocess.run(command, env=environ, input=given, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return done.stdout


def _make_database() -> None:
    drop(NAME)
    with _server("postgres") as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(NAME)))
    with _server(NAME) as server:
        server.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")


def _server(database: str) -> "psycopg.Connection[tuple[object, ...]]":
    owner = connections["owner"].settings_dict
    return psycopg.connect(
        host=owner["HOST"], port=owner["PORT"], user=owner["USER"], password=owner["PASSWORD"], dbname=database,
        autocommit=True,
    )  # fmt: skip
