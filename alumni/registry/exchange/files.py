"""Writing an export: rows stream from the registry into a file on the disk, in whatever form was asked for."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alumni.registry.exchange.columns import Column, Words, parts_of
from alumni.registry.exchange.models import Export
from alumni.registry.exchange.records import CHUNK, Entry, Reader
from alumni.registry.exchange.row_keys import row_key
from alumni.registry.exchange.vcards import write_cards
from alumni.registry.scopes import Scope
from mik.common.tables import MEDIA_TYPES, Mark, write_csv, write_xlsx

KEY_HEADING = gettext_lazy("Kayıt anahtarı")
FORMS = {**MEDIA_TYPES, "vcf": "text/vcard; charset=utf-8", "zip": "application/zip"}


@dataclass
class Written:
    """Whom a file turned out to hold."""

    subjects: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Source:
    """Which records in which columns; ``at_chunk(done)`` is told before each chunk and may stop the work."""

    scope: Callable[[], Scope]
    ids: Sequence[int]
    columns: Sequence[Column]
    at_chunk: Callable[[int], None] = lambda done: None

    def entries(self, written: Written) -> Iterator[Entry]:
        reader = Reader(self.scope, parts_of(self.columns))
        for start in range(0, len(self.ids), CHUNK):
            self.at_chunk(start)
            for entry in reader.chunk(self.ids[start : start + CHUNK]):
                written.subjects.append(entry.pk)
                yield entry

    def headings(self) -> list[str]:
        return [*(str(column.label) for column in self.columns), str(KEY_HEADING)]

    def rows(self, written: Written) -> Iterator[list[Any]]:
        words, values = Words(), [column.value for column in self.columns]
        for entry in self.entries(written):
            yield [*(value(entry, words) for value in values), key_of(entry)]


def key_of(entry: Entry) -> str:
    return row_key(entry.diplomas[0].pk if entry.diplomas else 0, entry.pk)


def write_list(target: IO[bytes], form: str, source: Source, mark: Mark) -> Written:
    """The list in one of the forms XLSX, CSV and vCard."""
    written = Written()
    if form == Export.Form.VCARD:
        write_cards(target, source.entries(written), [column.code for column in source.columns], mark=mark)
    elif form == Export.Form.CSV:
        write_csv(target, source.headings(), source.rows(written), mark=mark)
    else:
        write_xlsx(target, source.headings(), source.rows(written), title=str(_("Mezunlar")), mark=mark)
    return written


def scratch() -> IO[bytes]:
    """A file without a name, gone when it is closed or its process dies."""
    return tempfile.TemporaryFile()
