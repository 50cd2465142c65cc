"""A whole list: found, mapped, read row by row and counted."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alumni.registry.importing import ownlists, rules
from alumni.registry.importing.columns import has_surname_first, recognise, suggest_mapping
from alumni.registry.importing.layout import Header, Rows, column_letter, find_list, guess_list
from alumni.registry.importing.names import NameStyle, find_style
from alumni.registry.importing.parsed import Context, ParsedRow, Rejected
from alumni.registry.importing.problems import ListError
from alumni.registry.importing.rows import parse_row
from alumni.registry.importing.seen import Repeated, Seen, told_by
from alumni.registry.importing.units import UnitMatcher
from mik.common.identifiers import as_text, mask_identifier, valid_tckn
from mik.common.tables import Sheet, Table

_SAMPLES = 50
_SHOWN_SAMPLES = 3
_MASKED = frozenset({"tckn", "foreigner_no", "passport_no"})


@dataclass(frozen=True)
class Column:
    """One column for the mapping page; samples of identifiers are masked."""

    index: int
    letter: str
    header: str
    field: str | None
    samples: tuple[str, ...]

    @property
    def shown(self) -> list[str]:
        """The samples that say something."""
        return [sample for sample in self.samples if sample]


@dataclass
class ListSummary:
    """What came of a list: rows = good + rejected + repeated.

    ``warnings`` counts rows with any; ``foreign`` and ``no_contact`` count every row that is not repeated.
    """

    rows: int = 0
    good: int = 0
    rejected: int = 0
    repeated: int = 0
    warnings: int = 0
    foreign: int = 0
    no_contact: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    skipped: list[int] = field(default_factory=list)

    def count(self, item: "ParsedRow | Rejected | Repeated") -> None:
        self.rows += 1
        if isinstance(item, Repeated):
            self.repeated += 1
            return
        draft = item.draft if isinstance(item, Rejected) else item
        self.foreign += draft.is_foreign
        self.no_contact += not draft.has_contact
        if isinstance(item, Rejected):
            self.rejected += 1
            self.reasons[item.reason] += 1
        else:
            self.good += 1
            self.warnings += bool(item.warnings)


@dataclass(frozen=True)
class OwnList:
    """That a list may come without numbers of people; ``home``: the programmes of the department it is of."""

    home: frozenset[int] = frozenset()


def missing(mapping: Mapping[str, int], own: OwnList | None = None) -> list[str]:
    """What a mapping lacks to be usable, in sentences; empty when nothing. Without ``own``, numbers are needed."""
    fields = set(mapping)
    if "row_key" in fields:
        return []
    lacking = []
    if "full_name" not in fields and not {"given_names", "surname"} <= fields:
        lacking.append(_("Ad ve soyadı sütunu eşlenmeli."))
    if own is not None and ownlists.is_numberless(fields):
        return [str(sentence) for sentence in (*lacking, *ownlists.lacking(fields, has_home=bool(own.home)))]
    if not fields & {"department", "programme", "unit"}:
        lacking.append(_("Bölüm ya da program sütunu eşlenmeli."))
    if not fields & {"graduated_on", "year"}:
        lacking.append(_("Mezuniyet tarihi ya da yılı sütunu eşlenmeli."))
    if not fields & {"tckn", "foreigner_no", "passport_no"} and not {"student_no", "birth_date"} <= fields:
        lacking.append(_("Kimlik, pasaport ya da doğum tarihiyle birlikte öğrenci numarası sütunu eşlenmeli."))
    return [str(sentence) for sentence in lacking]


class GraduateList:
    """A list ready to be read; ``results()`` may be called again and counts anew in ``summary``."""

    def __init__(self, sheet: Sheet, header: Header, mapping: Mapping[str, int], context: Context) -> None:
        self.sheet, self.header, self.context = sheet, header, context
        self.mapping = dict(mapping)
        self.rows = Rows(sheet, header, self.mapping)
        self.summary = ListSummary()

    @property
    def sheet_name(self) -> str:
        return self.sheet.name

    @property
    def header_row(self) -> int:
        return self.header.last_row

    @property
    def data_starts(self) -> int | None:
        return next((row.number for row in self.rows), None)

    @property
    def columns(self) -> list[Column]:
        """Every column with a header or something in it."""
        taken = {index: name for name, index in self.mapping.items()}
        samples = [row.cells for row in islice(self.rows, _SHOWN_SAMPLES)]
        width = max([len(self.header.labels), *(len(cells) for cells in samples)])
        columns = []
        for index in range(width):
            label = self.header.labels[index] if index < len(self.header.labels) else ""
            texts = [rules.shown(cells[index]) for cells in samples if index < len(cells)]
            if label or any(texts):
                name = taken.get(index)
                secret = (name or recognise(label)) in _MASKED
                shown = (mask_identifier(text) if secret or valid_tckn(text) else text for text in texts)
                columns.append(Column(index, column_letter(index), label, name, tuple(shown)))
        return columns

    def results(self) -> Iterator[ParsedRow | Rejected | Repeated]:
        """Every graduate's row, in the order of the file."""
        self.summary = summary = ListSummary()
        seen = Seen()
        for row in self.rows:
            parsed = parse_row(row, self.context)
            (item,) = seen.judge([parsed], [told_by(parsed)], self.context)
            summary.count(item)
            yield item
        summary.skipped = list(self.rows.skipped)


def read_list(
    table: Table,
    *,
    matcher: UnitMatcher,
    today: date,
    mapping: Mapping[str, int] | None = None,
    sheet: str | None = None,
    strict: bool = True,
    own: OwnList | None = None,
) -> GraduateList:
    """Find the list in a file; ``mapping`` and ``sheet`` as chosen on the page, else found out.

    ``own``: people may be told without a number, as a department's own list does.

    Raises ``ListError``: no_header, columns_missing (not where ``strict`` is off: the page asks for them) or no_rows.
    """
    sheets = [one for one in table.sheets if sheet is None or one.name == sheet]
    found = find_list(sheets)
    if found is None and (mapping or not strict):
        found = guess_list(sheets)
    if found is None:
        raise ListError("no_header", _("Dosyada sütun başlıkları bulunamadı. Başlık satırında ad soyad, bölüm ve "
                                       "mezuniyet tarihi gibi sütun adları olmalı."))  # fmt: skip
    chosen, header = found
    if mapping is None:
        mapping = _suggest(chosen, header)
    if strict and (lacking := missing(mapping, own)):
        raise ListError("columns_missing", format_lazy("{text}", text=" ".join(lacking)))
    numberless = own is not None and ownlists.is_numberless(mapping)
    context = Context(
        mapping=dict(mapping),
        labels=header.labels,
        matcher=matcher,
        today=today,
        name_style=_name_style(chosen, header, mapping),
        date_1904=table.date_1904,
        is_numberless=numberless,
        home=own.home if own and numberless else frozenset(),
    )
    graduates = GraduateList(chosen, header, mapping, context)
    if graduates.data_starts is None:
        raise ListError("no_rows", _("Başlığın altında mezun satırı yok."))
    return graduates


def _suggest(sheet: Sheet, header: Header) -> dict[str, int]:
    by_header = suggest_mapping(header.labels)
    samples = [row.cells for row in islice(Rows(sheet, header, by_header), _SAMPLES)]
    return suggest_mapping(header.labels, samples)


def _name_style(sheet: Sheet, header: Header, mapping: Mapping[str, int]) -> NameStyle:
    if "full_name" not in mapping:
        return NameStyle.LAST_WORD
    index = mapping["full_name"]
    names = (as_text(row.cells[index]) for row in Rows(sheet, header, mapping) if index < len(row.cells))
    surname_first = has_surname_first(header.labels[index]) if index < len(header.labels) else False
    return find_style(names, surname_first=surname_first)
