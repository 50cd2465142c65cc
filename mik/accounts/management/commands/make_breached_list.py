"""Make the list of breached passwords anew: ``manage.py make_breached_list FILE … [--containing WORDS FILE …]``."""

import re
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from mik.accounts.breached import LIST, packed, plain

LETTERS = str.maketrans("çğıöşüÇĞİÖŞÜ", "cgiosucgiosu")
# Shorter ones are refused for their length.
SHORTEST = 10


class Command(BaseCommand):
    help = "Reads passwords, one a line, and writes their fingerprints to mik/accounts/data/breached.bin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, help="lists taken whole")
        parser.add_argument("--words", type=Path, help="words, one a line")
        parser.add_argument("--containing", nargs="*", type=Path, default=[], help="lists taken where a word stands in")

    def handle(self, *args: Any, **options: Any) -> None:
        words = options["words"].read_text().split() if options["words"] else []
        data = packed(self._chosen(options["files"], options["containing"], words))
        LIST.write_bytes(data)
        self.stdout.write(f"{len(data) // 5} passwords, {len(data)} bytes")

    def _chosen(self, whole: list[Path], partly: list[Path], words: list[str]) -> Iterator[str]:
        for path in whole:
            yield from _lines(path)
        wanted = re.compile("|".join(map(re.escape, words)))
        for path in partly:
            yield from (line for line in _lines(path) if wanted.search(line.translate(LETTERS).lower()))


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", errors="ignore") as file:
        for line in file:
            if len(plain(line)) >= SHORTEST:
                yield line
